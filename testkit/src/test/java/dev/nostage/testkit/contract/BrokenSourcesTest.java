package dev.nostage.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.testkit.FakeRequest;
import dev.nostage.testkit.TenantSourceContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the contract says of sources that a user may well write. */
class BrokenSourcesTest {

    @Test
    void finds() {
        assertThat(Verdicts.of(KeepsIt.class)).isEmpty();
        assertThat(Verdicts.of(TakesTheFirst.class)).containsOnlyKeys("letsNoOrderOfHeadersChooseATenant");
        assertThat(Verdicts.of(Throws.class)).containsKey("throwsAtNoInput");
        assertThat(Verdicts.of(TrustsAll.class)).containsOnlyKeys("refusesEvidenceThatMustNotPass");
        assertThat(Verdicts.of(RefusesAll.class)).containsOnlyKeys("refusesNoRequestThatSaysNothing");
        assertThat(Verdicts.of(SaysTooLittle.class))
                .containsOnlyKeys("namesEveryHeaderThatItReads")
                .hasEntrySatisfying(
                        "namesEveryHeaderThatItReads",
                        message -> assertThat(message).contains("Api-Key"));
        assertThat(Verdicts.of(Remembers.class))
                .containsKeys("answersTheSameWhenItIsAskedAgain", "answersRequestsThatComeAtOnce");
        assertThat(Verdicts.of(Nameless.class)).containsOnlyKeys("isKnownByOneName");
        assertThat(Verdicts.of(FindsAnother.class)).containsOnlyKeys("findsTheTenantThatARequestNames");
    }

    @Test
    void believesNobodyWhoSaysThatNothingIsForged() {
        assertThat(Verdicts.of(Undecided.class))
                .containsOnlyKeys("refusesEvidenceThatMustNotPass")
                .hasEntrySatisfying(
                        "refusesEvidenceThatMustNotPass",
                        message -> assertThat(message).contains("forged() must tell what must not pass"));
    }

    /** A source that keeps the contract. */
    private static class ApiKeys implements TenantSource {

        final Map<String, TenantId> owners = Map.of("k-1", new TenantId("acme"), "k-2", new TenantId("globex"));

        @Override
        public Resolution resolve(IncomingRequest request) {
            List<String> keys = request.headers("Api-Key");
            return keys.isEmpty() ? Resolution.absent() : resolve(keys);
        }

        Resolution resolve(List<String> keys) {
            TenantId owner = keys.size() == 1 ? owners.get(keys.get(0)) : null;
            return owner == null ? refused() : Resolution.found(owner);
        }

        static Resolution refused() {
            return Resolution.refused(new TenantRefusedException("An Api-Key that belongs to nobody"));
        }

        @Override
        public Set<String> headers() {
            return Set.of("Api-Key");
        }

        @Override
        public String name() {
            return "api-key";
        }
    }

    abstract static class OfApiKeys extends TenantSourceContract {

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(
                    new TenantId("acme"), FakeRequest.empty().header("Api-Key", "k-1"),
                    new TenantId("globex"), FakeRequest.empty().header("Api-Key", "k-2"));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(FakeRequest.empty().header("Api-Key", "guessed"));
        }
    }

    static class KeepsIt extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys();
        }
    }

    static class TakesTheFirst extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                Resolution resolve(List<String> keys) {
                    return super.resolve(keys.subList(0, 1));
                }
            };
        }
    }

    static class Throws extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                Resolution resolve(List<String> keys) {
                    return keys.get(0).charAt(0) == 'k' ? super.resolve(keys) : refused();
                }
            };
        }
    }

    static class TrustsAll extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                Resolution resolve(List<String> keys) {
                    return super.resolve(keys) instanceof Resolution.Found found ? found : Resolution.absent();
                }
            };
        }
    }

    static class RefusesAll extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                public Resolution resolve(IncomingRequest request) {
                    return resolve(request.headers("Api-Key"));
                }
            };
        }
    }

    static class SaysTooLittle extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                public Set<String> headers() {
                    return Set.of("Authorization");
                }
            };
        }
    }

    static class Remembers extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {

                private volatile TenantId last;

                @Override
                Resolution resolve(List<String> keys) {
                    if (super.resolve(keys) instanceof Resolution.Found found) {
                        TenantId before = last;
                        last = found.tenant();
                        return Resolution.found(before == null ? found.tenant() : before);
                    }
                    return refused();
                }
            };
        }
    }

    static class Nameless extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                public String name() {
                    return " ";
                }
            };
        }
    }

    static class FindsAnother extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys() {
                @Override
                Resolution resolve(List<String> keys) {
                    return super.resolve(keys) instanceof Resolution.Found
                            ? Resolution.found(new TenantId("somebody"))
                            : refused();
                }
            };
        }
    }

    static class Undecided extends OfApiKeys {

        @Override
        protected TenantSource source() {
            return new ApiKeys();
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of();
        }
    }
}

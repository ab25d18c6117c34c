package dev.nostage.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.testkit.TenantStoreContract;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the contract says of stores that a user may well write. */
class BrokenStoresTest {

    @Test
    void finds() {
        assertThat(Verdicts.of(Whole.class)).isEmpty();
        assertThat(Verdicts.of(EmptiesAll.class))
                .containsKeys(
                        "removesNothingOfAnyOtherTenant", "removesTwiceAsWellAsOnce", "goesOnWhereAPurgeWasCutOff");
        assertThat(Verdicts.of(EmptiesWhatIsAlike.class)).containsKey("removesNothingOfAnyOtherTenant");
        assertThat(Verdicts.of(KnowsNoCase.class)).containsOnlyKeys("removesNothingOfAnyOtherTenant");
        assertThat(Verdicts.of(LeavesSomething.class))
                .containsKeys("removesAllThatATenantHasAndTellsHowMuchItWas", "removesTwiceAsWellAsOnce");
        assertThat(Verdicts.of(CountsWrong.class)).containsKey("removesAllThatATenantHasAndTellsHowMuchItWas");
        assertThat(Verdicts.of(Remembers.class)).containsOnlyKeys("countsAnewAndNeverFromThePurge");
        assertThat(Verdicts.of(HearsNothing.class))
                .containsOnlyKeys("goesOnWhereAPurgeWasCutOff")
                .hasEntrySatisfying(
                        "goesOnWhereAPurgeWasCutOff",
                        message -> assertThat(message).contains("What goesOn throws must end the purge"));
        assertThat(Verdicts.of(FailsTheSecondTime.class))
                .containsKeys("removesTwiceAsWellAsOnce", "removesNothingOfATenantThatHasNothing");
        assertThat(Verdicts.of(NeedsToBeHeard.class)).containsOnlyKeys("removesTheSameWhereNobodyAsksWhetherItGoesOn");
        assertThat(Verdicts.of(Nameless.class)).containsOnlyKeys("isKnownByOneName");
        assertThat(Verdicts.of(NoNote.class)).containsOnlyKeys("mayHaveANote");
    }

    abstract static class OfShelf extends TenantStoreContract {

        private Shelf shelf = new Shelf();

        abstract Shelf shelf();

        @Override
        protected TenantStore emptyStore() {
            shelf = shelf();
            return shelf;
        }

        @Override
        protected void put(Tenant tenant, int things) {
            shelf.put(tenant.id(), things);
        }
    }

    static class Whole extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf();
        }
    }

    static class EmptiesAll extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    long removed = residue(tenant);
                    things.clear();
                    return removed;
                }
            };
        }
    }

    /** As {@code like 'a_b'} does. */
    static class EmptiesWhatIsAlike extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    long removed = residue(tenant);
                    String pattern = tenant.id().value().replace(".", "\\.").replace("_", ".");
                    things.keySet().removeIf(id -> id.value().matches(pattern));
                    return removed;
                }
            };
        }
    }

    static class KnowsNoCase extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    long removed = residue(tenant);
                    things.keySet()
                            .removeIf(id ->
                                    id.value().equalsIgnoreCase(tenant.id().value()));
                    return removed;
                }
            };
        }
    }

    static class LeavesSomething extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    long removed = Math.max(0, residue(tenant) - 1);
                    things.computeIfPresent(tenant.id(), (id, count) -> 1L);
                    return removed;
                }
            };
        }
    }

    static class CountsWrong extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    return Math.min(1, super.purge(tenant, goesOn));
                }
            };
        }
    }

    static class Remembers extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {

                private TenantId purged;

                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    long removed = super.purge(tenant, goesOn);
                    purged = tenant.id();
                    return removed;
                }

                @Override
                public long residue(Tenant tenant) {
                    return tenant.id().equals(purged) ? 0 : super.residue(tenant);
                }
            };
        }
    }

    static class HearsNothing extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    return super.purge(tenant, () -> {
                        try {
                            goesOn.run();
                        } catch (RuntimeException e) {
                            // goes on all the same
                        }
                    });
                }
            };
        }
    }

    static class NeedsToBeHeard extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant) {
                    return 0;
                }
            };
        }
    }

    static class FailsTheSecondTime extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public long purge(Tenant tenant, Runnable goesOn) {
                    if (!things.containsKey(tenant.id())) {
                        throw new IllegalStateException("nothing there");
                    }
                    return super.purge(tenant, goesOn);
                }
            };
        }
    }

    static class Nameless extends OfShelf {

        private final AtomicLong names = new AtomicLong();

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public String name() {
                    return "shelf-" + names.incrementAndGet();
                }
            };
        }
    }

    static class NoNote extends OfShelf {

        @Override
        Shelf shelf() {
            return new Shelf() {
                @Override
                public Optional<String> note(Tenant tenant) {
                    return null;
                }
            };
        }
    }
}

package dev.nostage.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.testkit.DownstreamStubContract;
import io.micronaut.context.annotation.Requires;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the contract says of stubs that a user may well write. */
class BrokenStubsTest {

    @Test
    void finds() {
        assertThat(Verdicts.of(KeepsIt.class)).isEmpty();
        assertThat(Verdicts.of(LacksOne.class))
                .containsOnlyKeys("hasAMethodForEachThatIsGuarded", "answersAndSaysThatItIsNotReal")
                .hasEntrySatisfying(
                        "hasAMethodForEachThatIsGuarded",
                        message -> assertThat(message).contains("quote(java.lang.String)"));
        assertThat(Verdicts.of(GivesAnother.class))
                .containsOnlyKeys("hasAMethodForEachThatIsGuarded", "answersAndSaysThatItIsNotReal");
        assertThat(Verdicts.of(LooksReal.class))
                .containsOnlyKeys("answersAndSaysThatItIsNotReal")
                .hasEntrySatisfying(
                        "answersAndSaysThatItIsNotReal",
                        message -> assertThat(message).contains("looks real: 7"));
        assertThat(Verdicts.of(Fails.class))
                .containsOnlyKeys("answersAndSaysThatItIsNotReal")
                .hasEntrySatisfying(
                        "answersAndSaysThatItIsNotReal",
                        message -> assertThat(message).contains("The stub threw at price"));
        assertThat(Verdicts.of(AnswersNoStage.class))
                .containsOnlyKeys("answersAndSaysThatItIsNotReal")
                .hasEntrySatisfying(
                        "answersAndSaysThatItIsNotReal",
                        message -> assertThat(message).contains("null in the place of a stage"));
        assertThat(Verdicts.of(StandsForAnother.class)).containsOnlyKeys("standsForADownstreamThatIsCalled");
        assertThat(Verdicts.of(IsNoStub.class))
                .isNotEmpty()
                .allSatisfy((test, message) -> assertThat(message).contains("is not @DownstreamStub"));
    }

    @Downstream("prices")
    interface Prices {

        String price(String sku);

        CompletionStage<String> quote(String sku);
    }

    abstract static class OfPrices extends DownstreamStubContract {

        @Override
        protected Class<?> client() {
            return Prices.class;
        }

        @Override
        protected List<?> arguments(Method method) {
            return List.of("kettle");
        }

        @Override
        protected boolean saysItIsNotReal(Method method, @Nullable Object answer) {
            return "stub".equals(answer);
        }
    }

    static class LacksOne extends OfPrices {

        @DownstreamStub("prices")
        @Requires(property = "contract-examples")
        static class Lacking {

            public String price(String sku) {
                return "stub";
            }

            CompletionStage<String> quote(String sku) {
                return CompletableFuture.completedFuture("stub");
            }
        }

        @Override
        protected Object stub() {
            return new Lacking();
        }
    }

    static class GivesAnother extends OfPrices {

        @DownstreamStub("prices")
        @Requires(property = "contract-examples")
        static class Unfitting {

            public CharSequence price(String sku) {
                return "stub";
            }

            public CompletionStage<String> quote(String sku) {
                return CompletableFuture.completedFuture("stub");
            }
        }

        @Override
        protected Object stub() {
            return new Unfitting();
        }
    }

    @DownstreamStub("prices")
    @Requires(property = "contract-examples")
    static class Whole implements Prices {

        @Override
        public String price(String sku) {
            return "stub";
        }

        @Override
        public CompletionStage<String> quote(String sku) {
            return CompletableFuture.completedFuture("stub");
        }
    }

    static class KeepsIt extends OfPrices {

        @Override
        protected Object stub() {
            return new Whole();
        }
    }

    @DownstreamStub("prices")
    @Requires(property = "contract-examples")
    static class Real extends Whole {

        @Override
        public CompletionStage<String> quote(String sku) {
            return CompletableFuture.completedFuture("7");
        }
    }

    static class LooksReal extends OfPrices {

        @Override
        protected Object stub() {
            return new Real();
        }
    }

    @DownstreamStub("prices")
    @Requires(property = "contract-examples")
    static class Failing extends Whole {

        @Override
        public String price(String sku) {
            throw new IllegalStateException("no price");
        }
    }

    static class Fails extends OfPrices {

        @Override
        protected Object stub() {
            return new Failing();
        }
    }

    @DownstreamStub("prices")
    @Requires(property = "contract-examples")
    static class Stageless extends Whole {

        @Override
        public @Nullable CompletionStage<String> quote(String sku) {
            return null;
        }
    }

    static class AnswersNoStage extends OfPrices {

        @Override
        protected Object stub() {
            return new Stageless();
        }
    }

    @DownstreamStub("rates")
    @Requires(property = "contract-examples")
    static class Rates extends Whole {}

    static class StandsForAnother extends OfPrices {

        @Override
        protected Object stub() {
            return new Rates();
        }
    }

    static class IsNoStub extends OfPrices {

        @Override
        protected Object stub() {
            return new Object();
        }
    }
}

package dev.nostage.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A future that somebody else completes, and whose end is ours. */
class CarryingFutureTest {

    private static final Key<String> CITY = Key.local("city");
    private static final RequestContext OSLO = RequestContext.empty().with(CITY, "Oslo");
    private static final RequestContext BERGEN = RequestContext.empty().with(CITY, "Bergen");

    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final CompletableFuture<String> carrying = OSLO.wrap(source);

    @Test
    void runsWhatIsChainedToItWithItsContext() {
        CompletableFuture<String> chained = carrying.thenApply(value -> value + " in " + city());
        CompletableFuture<String> twice = carrying.thenCompose(value -> CompletableFuture.completedFuture(city()))
                .thenApply(city -> city + city());

        BERGEN.run(() -> {
            assertThat(source.complete("rain")).isTrue();
            assertThat(city()).isEqualTo("Bergen");
        });

        assertThat(chained).isCompletedWithValue("rain in Oslo");
        assertThat(twice).isCompletedWithValue("OsloOslo");
    }

    @Test
    void bindsNothingIfNothingWasBound() {
        CompletableFuture<String> chained = RequestContext.empty().wrap(source).thenApply(value -> city());

        BERGEN.run(() -> assertThat(source.complete("rain")).isTrue());

        assertThat(chained).isCompletedWithValue("nowhere");
    }

    @Test
    void failsAsTheOtherDoes() {
        CompletableFuture<String> chained = carrying.exceptionally(failure -> failure.getMessage() + " in " + city());
        IllegalStateException failure = new IllegalStateException("no rain");

        assertThat(source.completeExceptionally(failure)).isTrue();

        assertThat(chained).isCompletedWithValue("no rain in Oslo");
        assertThatThrownBy(carrying::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void cancelsTheOtherWhenItIsCancelled() {
        assertThat(carrying.cancel(true)).isTrue();

        assertThat(source).isCancelled();
    }

    private static String city() {
        String city = RequestContext.current().get(CITY);
        return city == null ? "nowhere" : city;
    }
}

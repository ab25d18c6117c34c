package dev.nostage.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that is wrapped once: it carries each caller's context, and keeps nobody's. */
final class WrappedExecutorTest {

    private static final Key<String> WHO = Key.local("who");
    private static final RequestContext ANN = RequestContext.empty().with(WHO, "ann");
    private static final RequestContext BOB = RequestContext.empty().with(WHO, "bob");
    private static final Callable<String> HERE =
            () -> String.valueOf(RequestContext.current().get(WHO));

    private final ExecutorService bare = Executors.newSingleThreadExecutor();
    private final ExecutorService pool = RequestContext.wrap(bare);

    @AfterEach
    void nothingStaysBoundOnThePoolsThread() throws Exception {
        assertThat(bare.submit(HERE).get()).isEqualTo("null");
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bare.isTerminated()).isTrue();
    }

    static Stream<HandIn> everyMethodThatTakesWork() {
        return Stream.of(
                new HandIn("execute", pool -> {
                    CompletableFuture<String> seen = new CompletableFuture<>();
                    pool.execute(() -> seen.complete(here()));
                    return seen.get();
                }),
                new HandIn("submit a callable", pool -> pool.submit(HERE).get()),
                new HandIn("submit a runnable", pool -> {
                    CompletableFuture<String> seen = new CompletableFuture<>();
                    pool.submit((Runnable) () -> seen.complete(here())).get();
                    return seen.get();
                }),
                new HandIn("submit a runnable with its result", pool -> {
                    StringBuilder seen = new StringBuilder();
                    return pool.submit(() -> seen.append(here()), seen).get().toString();
                }),
                new HandIn("invokeAll", pool -> both(pool.invokeAll(List.of(HERE, HERE)))),
                new HandIn(
                        "invokeAll in time", pool -> both(pool.invokeAll(List.of(HERE, HERE), 10, TimeUnit.SECONDS))),
                new HandIn("invokeAny", pool -> pool.invokeAny(List.of(HERE, HERE))),
                new HandIn("invokeAny in time", pool -> pool.invokeAny(List.of(HERE, HERE), 10, TimeUnit.SECONDS)),
                new HandIn(
                        "supplyAsync",
                        pool -> CompletableFuture.supplyAsync(WrappedExecutorTest::here, pool)
                                .get()));
    }

    @ParameterizedTest
    @MethodSource("everyMethodThatTakesWork")
    void carriesTheContextOfWhoeverHandsWorkIn(HandIn handIn) throws Exception {
        assertThat(ANN.call(() -> handIn.way().seenIn(pool))).isEqualTo("ann");
        assertThat(BOB.call(() -> handIn.way().seenIn(pool))).isEqualTo("bob");
        assertThat(handIn.way().seenIn(pool)).isEqualTo("null");
    }

    @Test
    void keepsNobodysContextThoughSomebodyWrappedIt() throws Exception {
        ExecutorService wrappedByAnn = ANN.call(() -> RequestContext.wrap(bare));

        assertThat(wrappedByAnn.submit(HERE).get()).isEqualTo("null");
        assertThat(BOB.call(() -> wrappedByAnn.submit(HERE).get())).isEqualTo("bob");
    }

    @Test
    void restoresTheThreadAfterAnExceptionAndAnError() {
        for (Throwable thrown : List.of(new IllegalStateException("as thrown"), new AssertionError("as thrown"))) {
            Future<?> failing = ANN.call(() -> pool.submit(() -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }));
            assertThatThrownBy(failing::get)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasCause(thrown);
        }
    }

    @Test
    void bindsNobodyToWorkThatNobodyHandedInThoughItRunsInsideSomebodys() throws Exception {
        Executor direct = RequestContext.wrap((Executor) Runnable::run);
        ForkJoinPool single = new ForkJoinPool(1);
        ExecutorService stealing = RequestContext.wrap((ExecutorService) single);

        Future<String> waiting = ANN.call(() -> stealing.submit(() -> {
            Future<String> inner = RequestContext.empty().call(() -> stealing.submit(HERE));
            return inner.get() + " inside " + here();
        }));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("null inside ann");
        BOB.run(() -> direct.execute(() -> assertThat(here()).isEqualTo("bob")));
        stealing.shutdown();
    }

    @Test
    void isNotWrappedTwice() {
        Executor direct = RequestContext.wrap((Executor) Runnable::run);

        assertThat(RequestContext.wrap(pool)).isSameAs(pool);
        assertThat(RequestContext.wrap((Executor) pool)).isSameAs(pool);
        assertThat(RequestContext.wrap(direct)).isSameAs(direct);
    }

    @Test
    void staysAServiceThoughItIsWrappedAsAnExecutor() {
        assertThat(RequestContext.wrap((Executor) bare)).isInstanceOf(ExecutorService.class);
    }

    private static String both(List<Future<String>> answers) throws Exception {
        assertThat(answers.get(0).get()).isEqualTo(answers.get(1).get());
        return answers.get(0).get();
    }

    private static String here() {
        return String.valueOf(RequestContext.current().get(WHO));
    }

    record HandIn(String name, Way way) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Way {

        String seenIn(ExecutorService pool) throws Exception;
    }
}

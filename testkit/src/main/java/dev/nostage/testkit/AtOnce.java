package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The same work by several threads, which begin together. */
final class AtOnce {

    private static final int THREADS = 8;
    private static final long LONGEST_SECONDS = 120;

    private AtOnce() {}

    static void oneWins(IntPredicate work) {
        assertEquals(1, run(work), "exactly one of " + THREADS + " at once must win");
    }

    /** @return how many there were; each must have won */
    static int all(IntPredicate work) {
        assertEquals(THREADS, run(work));
        return THREADS;
    }

    private static int run(IntPredicate work) {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<Boolean>> results = IntStream.range(0, THREADS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> begin(together, work, i), threads))
                    .toList();
            return (int) results.stream()
                    .filter(result ->
                            result.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join())
                    .count();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean begin(CyclicBarrier together, IntPredicate work, int who) {
        try {
            together.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The others did not begin", e);
        }
        return work.test(who);
    }
}

package dev.nostage.benchmarks;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Serves so many calls at a time, each in about 20 ms; the others queue up, and it never says no. Holds no thread. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for what a timer starts
final class SlottedDownstream {

    private final ScheduledExecutorService timer;
    private final Queue<CompletableFuture<String>> queue = new ArrayDeque<>();
    private int slots;
    private int busy;
    private int most;

    SlottedDownstream(ScheduledExecutorService timer, int slots) {
        this.timer = timer;
        this.slots = slots;
    }

    synchronized void slots(int now) {
        slots = now;
    }

    /** The most calls that were here at once, those that queue too, since this was asked last. */
    synchronized int most() {
        int before = most;
        most = inFlight();
        return before;
    }

    CompletableFuture<String> call() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        synchronized (this) {
            queue.add(answer);
            most = Math.max(most, inFlight());
            serve();
        }
        return answer;
    }

    private int inFlight() {
        return busy + queue.size();
    }

    private void serve() {
        while (busy < slots && !queue.isEmpty()) {
            CompletableFuture<String> served = queue.remove();
            busy++;
            timer.schedule(() -> answer(served), serviceNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(CompletableFuture<String> served) {
        synchronized (this) {
            busy--;
            serve();
        }
        served.complete("paid");
    }

    /** 16 ms, and 4 ms more on average, seldom many: the median is 19, the 99th percentile 34. */
    private static long serviceNanos() {
        return (long) (16_000_000
                - 4_000_000 * Math.log(1 - ThreadLocalRandom.current().nextDouble()));
    }
}

package dev.nostage.resilience;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;

/** Serves so many requests at a time, each in about 20 ms; the others queue up, and it never says no. */
final class SimulatedDownstream {

    private final Simulation time;
    private final Random random = new Random(7);
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int slots;
    private int busy;

    SimulatedDownstream(Simulation time, int slots) {
        this.time = time;
        this.slots = slots;
    }

    void slots(int now) {
        slots = now;
    }

    void call(Runnable answered) {
        queue.add(answered);
        serve();
    }

    private void serve() {
        while (busy < slots && !queue.isEmpty()) {
            Runnable answered = queue.remove();
            busy++;
            time.after(serviceNanos(), () -> {
                busy--;
                answered.run();
                serve();
            });
        }
    }

    /** 16 ms, and 4 ms more on average, seldom many: the median is 19, the 99th percentile 34. */
    private long serviceNanos() {
        return (long) (16_000_000 - 4_000_000 * Math.log(1 - random.nextDouble()));
    }
}

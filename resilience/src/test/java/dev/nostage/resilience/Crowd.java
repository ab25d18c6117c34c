package dev.nostage.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads that act at random, and at once. */
final class Crowd {

    static final int THREADS = 8;

    /** How much they may do while a millisecond passes, at the most: a machine that is busy elsewhere would stop time for them. */
    private static final int PACE = 10 * THREADS;

    private Crowd() {}

    /** Lets each do something so many times, while time passes in yet another thread, at the pace of the slower. */
    static void act(int times, FakeTimer timer, ThreadFactory factory, Consumer<Random> actor) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1, factory);
        CountDownLatch running = new CountDownLatch(THREADS);
        Semaphore pace = new Semaphore(0);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            results.add(threads.submit(() -> {
                try {
                    for (int time = 0; time < times; time++) {
                        pace.acquireUninterruptibly();
                        actor.accept(random);
                    }
                } finally {
                    running.countDown();
                }
            }));
        }
        results.add(threads.submit(() -> {
            try {
                while (running.getCount() > 0) {
                    timer.advance(Duration.ofMillis(1));
                    if (pace.availablePermits() < PACE) {
                        pace.release(PACE);
                    }
                    Thread.onSpinWait();
                }
            } finally {
                pace.release(THREADS * times); // so that its failure is told, and waited for by nobody
            }
        }));
        try {
            for (Future<?> result : results) {
                result.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

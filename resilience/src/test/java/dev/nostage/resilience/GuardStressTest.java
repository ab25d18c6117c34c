package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.resilience.DownstreamStatus.LaneStatus;
import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * Calls of every form at once, that end in every way: answered, failed, with an {@code Error}, cancelled, timed out by their
 * caller, ended by the deadline, refused. Time passes in a thread of its own.
 */
final class GuardStressTest {

    private static final int THREADS = 8;
    private static final int CALLS = 10_000;
    private static final int MAX = 4;
    private static final List<Tenant> TENANTS = List.of(
            Tenant.live("acme"),
            Tenant.live("globex"),
            Tenant.test("trial", Instant.MAX),
            Tenant.test("rehearsal", Instant.MAX));

    private final FakeTicker ticker = new FakeTicker();
    private final FakeTimer timer = new FakeTimer(ticker);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger began = new AtomicInteger();

    /** Calls that the downstream works on: any thread may end one. */
    private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();

    /** What callers may yet do, who wait for an answer. */
    private final ConcurrentLinkedQueue<Runnable> callers = new ConcurrentLinkedQueue<>();

    /** An error that comes when nobody waits any more is no news. */
    @BeforeEach
    void dropLateErrors() {
        Hooks.onErrorDropped(error -> {});
    }

    @AfterEach
    void keepThemAgain() {
        Hooks.resetOnErrorDropped();
    }

    /** @param failureRate of the breaker: at 100 it hardly ever opens, at 20 it does all the time */
    @ParameterizedTest
    @ValueSource(ints = {100, 20})
    void noSlotIsLostAndNeverAreMoreCallsMadeThanThereAreSlots(int failureRate) throws Exception {
        DownstreamGuard guard = guard(failureRate);
        whileTimePasses(random -> {
            switch (random.nextInt(6)) {
                case 0 -> endOne(random);
                case 1 -> leaveOne();
                default -> as(random, () -> call(guard, random));
            }
        });

        assertThat(most.get()).isBetween(2, MAX);
        assertThat(began.get()).isGreaterThan(100);
        // Those who still wait are served as others end, or refused in their time; further tries come and end.
        for (int i = 0; i < 1000 && (timer.pending() > 0 || !held.isEmpty() || isBusy(guard)); i++) {
            for (Held one = held.poll(); one != null; one = held.poll()) {
                one.complete("answer");
            }
            timer.advance(Duration.ofMillis(100));
        }
        assertThat(inside).hasValue(0);
        assertThat(timer.pending()).isZero();
        assertThat(guard.status().waiting()).isZero();
        assertThat(guard.status().lanes().values())
                .extracting(LaneStatus::inFlight)
                .containsOnly(0);
        TENANTS.forEach(tenant -> givesAllItsSlots(guard, tenant));
    }

    /** What a breaker or a tenant's cell has lost would be missing here too. */
    private void givesAllItsSlots(DownstreamGuard guard, Tenant tenant) {
        timer.advance(Duration.ofSeconds(30));
        Tenants.runAs(tenant, () -> {
            for (int i = 0; i < 10; i++) {
                guard.enter().succeeded();
                timer.advance(Duration.ofSeconds(1));
            }
            int room = tenant.isLive() ? MAX : MAX - 1;
            List<Passage> passages = new ArrayList<>();
            for (int i = 0; i < room; i++) {
                passages.add(guard.enter());
            }
            passages.forEach(Passage::succeeded);
        });
        assertThat(isBusy(guard)).isFalse();
    }

    private DownstreamGuard guard(int failureRate) {
        DownstreamOptions options = DownstreamOptions.of(Effect.INTERNAL)
                .with(new LimitOptions(MAX, false, Duration.ofMillis(50), 1))
                .with(new TenantLimitOptions(MAX, 0, 0))
                .with(new BreakerOptions(10, failureRate, Duration.ofMillis(20)));
        Machine machine = new Machine(ticker, time -> Thread.onSpinWait(), timer, () -> 0.5);
        return new Downstreams(Map.of("stress", options), FailurePolicy.standard(), FaultForm.standard(), machine)
                .get("stress");
    }

    private static boolean isBusy(DownstreamGuard guard) {
        DownstreamStatus status = guard.status();
        return status.waiting() > 0 || status.lanes().values().stream().anyMatch(lane -> lane.inFlight() > 0);
    }

    private void as(Random random, Runnable work) {
        RequestContext context =
                RequestContext.current().with(Tenants.KEY, TENANTS.get(random.nextInt(TENANTS.size())));
        if (random.nextBoolean()) {
            context = Deadline.in(Duration.ofMillis(random.nextInt(60)), ticker).within(context);
        }
        context.run(work);
    }

    private void call(DownstreamGuard guard, Random random) {
        int ending = random.nextInt(6);
        try {
            switch (random.nextInt(4)) {
                case 0 -> guard.call(call(random, () -> answer(ending)));
                case 1 -> {
                    CompletableFuture<String> promise =
                            guard.callAsync(call(random, () -> later(ending))).toCompletableFuture();
                    leave(random, () -> promise.cancel(true));
                    leave(random, () -> promise.completeExceptionally(new TimeoutException()));
                }
                case 2 -> {
                    Disposable mono = ReactorGuard.mono(guard, call(random, () -> mono(ending)))
                            .subscribe(answer -> {}, error -> {});
                    leave(random, mono::dispose);
                }
                default -> {
                    Disposable flux = ReactorGuard.flux(guard, call(random, () -> flux(ending)))
                            .take(1 + random.nextInt(3))
                            .subscribe(answer -> {}, error -> {});
                    leave(random, flux::dispose);
                }
            }
        } catch (DownstreamException | IllegalStateException | InternalError | IOException e) {
            // A caller who hears of it at once.
        }
    }

    private static <R, X extends Exception> Call<R, X> call(Random random, Work<R, X> work) {
        Call<R, X> call = Call.of(work);
        return random.nextBoolean() ? call.repeatable() : call;
    }

    /** Now, later, or never. */
    private void leave(Random random, Runnable leaving) {
        switch (random.nextInt(4)) {
            case 0 -> leaving.run();
            case 1 -> callers.add(leaving);
            default -> {}
        }
    }

    private void leaveOne() {
        Runnable caller = callers.poll();
        if (caller != null) {
            caller.run();
        }
    }

    private void endOne(Random random) {
        Held one = held.poll();
        if (one == null) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> one.completeExceptionally(new IOException("connection reset"));
            case 1 -> one.completeExceptionally(new InternalError("of the downstream"));
            case 2 -> one.cancel(true);
            default -> one.complete("answer");
        }
    }

    private String answer(int ending) throws IOException {
        Held call = new Held();
        try {
            return switch (ending) {
                case 0 -> throw new IOException("connection reset");
                case 1 -> throw new InternalError("of this side");
                case 2 -> throw new IllegalStateException("of this side");
                default -> "answer";
            };
        } finally {
            call.over();
        }
    }

    private CompletableFuture<String> later(int ending) {
        return switch (ending) {
            case 0 -> CompletableFuture.failedFuture(new IOException("connection reset"));
            case 1 -> throw new InternalError("of this side");
            case 2 -> throw new IllegalStateException("of this side");
            case 3 -> CompletableFuture.completedFuture("answer");
            default -> hold(new Held());
        };
    }

    private Mono<String> mono(int ending) {
        return switch (ending) {
            case 0 -> Mono.error(new IOException("connection reset"));
            case 1 -> throw new InternalError("of this side");
            case 2 -> Mono.error(new InternalError("of this side"));
            case 3 -> Mono.just("answer");
            default -> Mono.defer(() -> Mono.fromFuture(hold(subscribed())));
        };
    }

    private Flux<String> flux(int ending) {
        return switch (ending) {
            case 0, 1, 2, 3 -> Flux.from(mono(ending));
            default ->
                Flux.defer(() -> {
                    Held call = subscribed();
                    return Flux.concat(Mono.just("first"), Mono.fromFuture(hold(call)), Mono.just("last"))
                            .doOnTerminate(call::over)
                            .doOnCancel(call::over);
                });
        };
    }

    /**
     * Where a deadline ends a publisher in the very moment in which it is subscribed to, its slot goes back first and
     * it is cancelled at once after: not counted.
     */
    private Held subscribed() {
        return new Held(Deadline.current().isEmpty());
    }

    private Held hold(Held call) {
        held.add(call);
        return call;
    }

    /** A call at the downstream; it is over there before anybody is told. */
    private final class Held extends CompletableFuture<String> {

        private final AtomicBoolean over = new AtomicBoolean();

        Held() {
            this(true);
        }

        /** @param counted whether it is one that is inside */
        Held(boolean counted) {
            began.incrementAndGet();
            if (counted) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            } else {
                over.set(true);
            }
        }

        void over() {
            if (over.compareAndSet(false, true)) {
                inside.decrementAndGet();
            }
        }

        @Override
        public boolean complete(String answer) {
            over();
            return super.complete(answer);
        }

        @Override
        public boolean completeExceptionally(Throwable error) {
            over();
            return super.completeExceptionally(error);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            over();
            return super.cancel(mayInterrupt);
        }
    }

    private interface Actor {
        void act(Random random);
    }

    /** Lets threads act at random, and the timer fire in yet another. */
    private void whileTimePasses(Actor actor) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1, work -> {
            Thread thread = new Thread(work);
            // An error of a call that waited reaches whoever made room for it, as one that nobody has caught.
            thread.setUncaughtExceptionHandler((where, error) -> {});
            return thread;
        });
        CountDownLatch running = new CountDownLatch(THREADS);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            results.add(threads.submit(() -> {
                try {
                    for (int call = 0; call < CALLS; call++) {
                        actor.act(random);
                    }
                } finally {
                    running.countDown();
                }
            }));
        }
        results.add(threads.submit(() -> {
            while (running.getCount() > 0) {
                timer.advance(Duration.ofMillis(1));
                Thread.onSpinWait();
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

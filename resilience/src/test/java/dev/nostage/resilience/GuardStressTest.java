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
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;

/**
 * Calls of every form at once, that end in every way: answered, failed, with an {@code Error}, cancelled, timed out by their
 * caller, ended by the deadline, refused. Time passes in a thread of its own.
 */
final class GuardStressTest {

    private static final int CALLS = 10_000;
    private static final int MAX = 4;
    private static final List<Tenant> TENANTS = List.of(
            Tenant.live("acme"),
            Tenant.live("globex"),
            Tenant.test("trial", Instant.MAX),
            Tenant.test("rehearsal", Instant.MAX));

    private final FakeTicker ticker = new FakeTicker();
    private final FakeTimer timer = new FakeTimer(ticker);

    private final StressedDownstream downstream = new StressedDownstream();

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
        Crowd.act(CALLS, timer, GuardStressTest::deaf, random -> {
            switch (random.nextInt(6)) {
                case 0 -> downstream.endOne(random);
                case 1 -> leaveOne();
                default -> as(random, () -> call(guard, random));
            }
        });

        assertThat(downstream.most()).isBetween(2, MAX);
        assertThat(downstream.began()).isGreaterThan(100);
        // Those who still wait are served as others end, or refused in their time; further tries come and end.
        for (int i = 0; i < 1000 && (timer.pending() > 0 || downstream.isBusy() || isBusy(guard)); i++) {
            downstream.answerAll();
            timer.advance(Duration.ofMillis(100));
        }
        assertThat(downstream.inside()).isZero();
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
                guard.enter(RequestContext.current()).succeeded();
                timer.advance(Duration.ofSeconds(1));
            }
            int room = tenant.isLive() ? MAX : MAX - 1;
            List<Passage> passages = new ArrayList<>();
            for (int i = 0; i < room; i++) {
                passages.add(guard.enter(RequestContext.current()));
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
                case 0 -> guard.call(call(random, () -> downstream.answer(ending)));
                case 1 -> {
                    CompletableFuture<String> promise = guard.callAsync(call(random, () -> downstream.later(ending)))
                            .toCompletableFuture();
                    leave(random, () -> promise.cancel(true));
                    leave(random, () -> promise.completeExceptionally(new TimeoutException()));
                }
                case 2 -> {
                    Disposable mono = ReactorGuard.mono(guard, call(random, () -> downstream.mono(ending)))
                            .subscribe(answer -> {}, error -> {});
                    leave(random, mono::dispose);
                }
                default -> {
                    Disposable flux = ReactorGuard.flux(guard, call(random, () -> downstream.flux(ending)))
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

    /** An error of a call that waited reaches whoever made room for it, as one that nobody has caught. */
    private static Thread deaf(Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((where, error) -> {});
        return thread;
    }
}

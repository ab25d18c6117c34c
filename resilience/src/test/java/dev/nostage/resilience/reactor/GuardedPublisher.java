package dev.nostage.resilience.reactor;

import dev.nostage.context.Work;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.LimitOptions;
import dev.nostage.resilience.Machine;
import dev.nostage.resilience.Passage;
import dev.nostage.resilience.Probe;
import dev.nostage.resilience.ScheduledTimer;
import dev.nostage.resilience.TenantLimitOptions;
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishers of each form that a guard makes, each behind a guard of its own. */
@SuppressWarnings("ImmutableEnumChecker") // no form has a state
enum GuardedPublisher {
    PLAIN(call -> call),
    REPEATABLE(Call::repeatable),
    WITH_A_FALLBACK(call -> call.withFallback(cause -> Flux.error(cause))),
    REPEATABLE_WITH_A_FALLBACK(call -> call.repeatable().withFallback(cause -> Flux.error(cause))),

    BEFORE_A_DEADLINE(call -> call) {
        @Override
        <R> R assemble(Work<R, RuntimeException> assembly) {
            return Deadline.in(Duration.ofHours(1), System::nanoTime).call(assembly);
        }
    },

    REPEATABLE_BEFORE_A_DEADLINE(Call::repeatable) {
        @Override
        <R> R assemble(Work<R, RuntimeException> assembly) {
            return BEFORE_A_DEADLINE.assemble(assembly);
        }
    },

    /** All slots are taken when it is subscribed to, and come free then, in another thread. */
    AFTER_A_WAIT_FOR_ROOM(Call::repeatable) {
        @Override
        <V> Publisher<V> opened(DownstreamGuard guard, Publisher<V> guarded) {
            ConcurrentLinkedQueue<Passage> taken = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < SLOTS; i++) {
                guard.enterLater(taken::add, refusal -> {
                    throw refusal;
                });
            }
            return subscriber -> {
                guarded.subscribe(subscriber);
                new Thread(() -> {
                            for (Passage each = taken.poll(); each != null; each = taken.poll()) {
                                each.succeeded();
                            }
                        })
                        .start();
            };
        }
    };

    private static final int SLOTS = 20;

    /** By whose chance each further try comes at once. */
    private static final Machine MACHINE = new Machine(System::nanoTime, Pause.REAL, new ScheduledTimer(), () -> 0);

    private final UnaryOperator<Call<Flux<Integer>, RuntimeException>> form;

    GuardedPublisher(UnaryOperator<Call<Flux<Integer>, RuntimeException>> form) {
        this.form = form;
    }

    Publisher<Integer> flux(Work<Flux<Integer>, RuntimeException> work) {
        return guarded((guard, call) -> ReactorGuard.flux(guard, call), work);
    }

    Publisher<Integer> mono(Work<Flux<Integer>, RuntimeException> work) {
        return guarded((guard, call) -> ReactorGuard.mono(guard, call.map(Mono::fromDirect)), work);
    }

    private interface Assembly {
        Publisher<Integer> of(DownstreamGuard guard, Call<Flux<Integer>, RuntimeException> call);
    }

    private Publisher<Integer> guarded(Assembly assembly, Work<Flux<Integer>, RuntimeException> work) {
        DownstreamOptions options = DownstreamOptions.of(Effect.INTERNAL)
                .with(new LimitOptions(SLOTS, false, Duration.ofSeconds(10), 0))
                .with(new TenantLimitOptions(0, 0, 0));
        DownstreamGuard guard = new Downstreams(
                        Map.of("stream", options), FailurePolicy.standard(), FaultForm.standard(), MACHINE)
                .get("stream");
        return Tenants.callAs(
                Probe.ACME, () -> assemble(() -> opened(guard, assembly.of(guard, form.apply(Call.of(work))))));
    }

    <R> R assemble(Work<R, RuntimeException> assembly) {
        return assembly.call();
    }

    <V> Publisher<V> opened(DownstreamGuard guard, Publisher<V> guarded) {
        return guarded;
    }
}

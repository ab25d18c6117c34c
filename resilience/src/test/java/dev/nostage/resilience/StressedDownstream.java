package dev.nostage.resilience;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers calls of each form in every way, at once or when somebody ends them, and counts those that it works on. */
final class StressedDownstream {

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger began = new AtomicInteger();

    /** Calls that are worked on: any thread may end one. */
    private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();

    int inside() {
        return inside.get();
    }

    int most() {
        return most.get();
    }

    int began() {
        return began.get();
    }

    boolean isBusy() {
        return !held.isEmpty();
    }

    void answerAll() {
        for (Held one = held.poll(); one != null; one = held.poll()) {
            one.complete("answer");
        }
    }

    void endOne(Random random) {
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

    String answer(int ending) throws IOException {
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

    CompletableFuture<String> later(int ending) {
        return switch (ending) {
            case 0 -> CompletableFuture.failedFuture(new IOException("connection reset"));
            case 1 -> throw new InternalError("of this side");
            case 2 -> throw new IllegalStateException("of this side");
            case 3 -> CompletableFuture.completedFuture("answer");
            default -> hold(new Held());
        };
    }

    Mono<String> mono(int ending) {
        return switch (ending) {
            case 0 -> Mono.error(new IOException("connection reset"));
            case 1 -> throw new InternalError("of this side");
            case 2 -> Mono.error(new InternalError("of this side"));
            case 3 -> Mono.just("answer");
            default -> Mono.defer(() -> Mono.fromFuture(hold(new Held())));
        };
    }

    Flux<String> flux(int ending) {
        return switch (ending) {
            case 0, 1, 2, 3 -> Flux.from(mono(ending));
            default ->
                Flux.defer(() -> {
                    Held call = new Held();
                    return Flux.concat(Mono.just("first"), Mono.fromFuture(hold(call)), Mono.just("last"))
                            .doOnTerminate(call::over)
                            .doOnCancel(call::over);
                });
        };
    }

    private Held hold(Held call) {
        held.add(call);
        return call;
    }

    /** A call at the downstream; it is over there before anybody is told. */
    private final class Held extends CompletableFuture<String> {

        private final AtomicBoolean over = new AtomicBoolean();

        Held() {
            began.incrementAndGet();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
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
}

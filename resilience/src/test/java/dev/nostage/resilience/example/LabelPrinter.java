package dev.nostage.resilience.example;

import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.reactor.ReactorGuard;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

final class LabelPrinter {

    private final DownstreamGuard guard;
    private final UnaryOperator<String> printer;

    LabelPrinter(Downstreams downstreams, UnaryOperator<String> printer) {
        this.guard = downstreams.get("printer");
        this.printer = printer;
    }

    String print(String label) {
        Call<String, RuntimeException> call = Call.of(() -> printer.apply(label));
        return guard.call(call.withStub(() -> "stub-" + label));
    }

    Mono<String> printLater(String label) {
        Call<Mono<String>, RuntimeException> call = Call.of(() -> Mono.fromCallable(() -> printer.apply(label)));
        return ReactorGuard.mono(guard, call.withStub(() -> Mono.just("stub-" + label)));
    }
}

package dev.nostage.testkit.contract;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.testkit.DownstreamStubContract;
import io.micronaut.context.annotation.Requires;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stub that has the methods alone, for a client with every kind of them. */
final class StubTest extends DownstreamStubContract {

    /** What is called, of which {@code charges} is called by default methods and a fallback answers. */
    @Downstream(value = "payments", fallback = "unpaid")
    interface Payments extends AutoCloseable {

        String charge(String order);

        void cancel(String order);

        CompletionStage<String> chargeLater(String order, int cents);

        @Downstream("ledger")
        long balance();

        default String chargeTwice(String order) {
            return charge(order) + charge(order);
        }

        default String unpaid(String order, Throwable cause) {
            return "unpaid";
        }

        static Stream<String> currencies() {
            return Stream.of("EUR");
        }
    }

    @DownstreamStub("payments")
    @Requires(property = "contract-examples")
    static final class Stub {

        public String charge(String order) {
            return "stub " + order;
        }

        public void cancel(String order) {}

        public CompletableFuture<String> chargeLater(String order, int cents) {
            return CompletableFuture.completedFuture(charge(order));
        }
    }

    @Override
    protected Object stub() {
        return new Stub();
    }

    @Override
    protected Class<?> client() {
        return Payments.class;
    }

    @Override
    protected List<?> arguments(Method method) {
        return method.getParameterCount() == 1 ? List.of("o-1") : List.of("o-1", 4200);
    }

    @Override
    protected boolean saysItIsNotReal(Method method, @Nullable Object answer) {
        return answer instanceof String text && text.startsWith("stub");
    }
}

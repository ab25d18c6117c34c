package dev.nostage.testkit;

import dev.nostage.context.Work;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** Runs a test inside something that binds for a call, and lets it throw what it likes. */
final class Bound {

    private Bound() {}

    static void run(Binder binder, Invocation<Void> test) throws Throwable {
        Throwable thrown = binder.call(() -> {
            try {
                test.proceed();
                return null;
            } catch (Throwable t) {
                return t; // even an Error passes through the binding, and is thrown behind it
            }
        });
        if (thrown != null) {
            throw thrown;
        }
    }

    @FunctionalInterface
    interface Binder {
        @Nullable
        Throwable call(Work<@Nullable Throwable, RuntimeException> work);
    }
}

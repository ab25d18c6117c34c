package dev.nostage.testkit;

import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.TimeMalformedException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Sends a test on its journey. */
final class AsOfExtension implements InvocationInterceptor {

    private static final TimeMachineHeader ANY_DATE = new TimeMachineHeader(Duration.ofDays(36500));

    private final Clock clock = Clock.systemUTC();

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        travel(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        travel(test, context);
    }

    private void travel(Invocation<Void> test, ExtensionContext context) throws Throwable {
        TimeMachine.Journey journey = new TimeMachine(clock).asOf(read(context));
        Bound.run(work -> journey.call(work), test);
    }

    private dev.nostage.timemachine.AsOf read(ExtensionContext context) {
        String date = Annotated.nearest(context, AsOf.class).value();
        try {
            return ANY_DATE.parse(date, clock.instant(), ZoneOffset.UTC);
        } catch (TimeMalformedException e) {
            throw new IllegalArgumentException(
                    "@AsOf(\"" + date + "\") of "
                            + context.getRequiredTestMethod().toGenericString() + ", column " + e.column() + ": "
                            + e.reason(),
                    e);
        }
    }
}

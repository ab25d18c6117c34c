package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls what is live: the method itself, or whatever answers in its place. */
@InterceptorBean(LiveFrom.class)
final class LaunchInterceptor implements MethodInterceptor<Object, Object> {

    private final LiveParts parts;
    private final Clock clock;

    LaunchInterceptor(LiveParts parts, Clock clock) {
        this.parts = parts;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("NullAway") // a call may answer null, and it is handed through
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        LivePart part = parts.of(call.getExecutableMethod());
        Instant now = clock.instant();
        return part.isLiveAt(now) ? call.proceed() : part.callInstead(now, call.getParameterValues());
    }

    @Override
    public int getOrder() {
        return FilterOrder.SUCCESSION.position();
    }
}

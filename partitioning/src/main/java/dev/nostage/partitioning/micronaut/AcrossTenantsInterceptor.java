package dev.nostage.partitioning.micronaut;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.Crossing;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.aop.Intercepted;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import org.jspecify.annotations.Nullable;

/** Takes a method over the walls, and back. */
@InterceptorBean(AcrossTenants.class)
final class AcrossTenantsInterceptor implements MethodInterceptor<Object, Object> {

    private final AcrossTenantsConfiguration configuration;
    private final AuditLog audit;
    private final SecurityLog security;

    AcrossTenantsInterceptor(AcrossTenantsConfiguration configuration, AuditLog audit, SecurityLog security) {
        this.configuration = configuration;
        this.audit = audit;
        this.security = security;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        String method = asked(call.getTarget()).getSimpleName() + "." + call.getMethodName();
        configuration.demand(method);
        LateResults.refuse(call.getReturnType().getType(), method);
        try {
            Object result = Crossing.call(
                    method,
                    call.stringValue(AcrossTenants.class, "because").orElse(""),
                    audit,
                    security,
                    call::proceed);
            if (result != null) {
                LateResults.refuse(result.getClass(), method); // a type that says less, such as Object, hides it
            }
            return result;
        } catch (RuntimeException e) {
            throw RepositoryWall.refusalIn(e).orElse(e);
        }
    }

    /** What the user wrote: neither what was made of it, nor the interface that it has the method from. */
    private static Class<?> asked(Object target) {
        Class<?> type = target.getClass();
        if (!(target instanceof Intercepted)) {
            return type;
        }
        Class<?> written = type.getSuperclass();
        return written == Object.class ? type.getInterfaces()[0] : written;
    }

    @Override
    public int getOrder() {
        return FilterOrder.REPOSITORY_WALL.position();
    }
}

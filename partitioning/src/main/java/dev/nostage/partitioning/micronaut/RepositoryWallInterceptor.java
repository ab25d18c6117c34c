package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.partitioning.Walled;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.intercept.annotation.DataMethod.OperationType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Step 5: takes every call of a walled repository through the wall. */
@InterceptorBean(Walled.class)
final class RepositoryWallInterceptor implements MethodInterceptor<Object, Object> {

    private static final Set<OperationType> READS =
            Set.of(OperationType.QUERY, OperationType.COUNT, OperationType.EXISTS);

    private final RepositoryWall wall;

    RepositoryWallInterceptor(RepositoryWall wall) {
        this.wall = wall;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        String repository =
                call.stringValue(Walled.class).orElse(call.getDeclaringType().getSimpleName());
        wall.enter(repository + "." + call.getMethodName(), writes(call));
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            throw RepositoryWall.refusalIn(e).orElse(e);
        }
    }

    /** Whatever is not known to read is held to write; a default method writes through the methods that it calls. */
    private static boolean writes(MethodInvocationContext<Object, Object> call) {
        return call.isAbstract()
                && !call.enumValue(DataMethod.class, DataMethod.META_MEMBER_OPERATION_TYPE, OperationType.class)
                        .map(READS::contains)
                        .orElse(false);
    }

    @Override
    public int getOrder() {
        return FilterOrder.REPOSITORY_WALL.position();
    }
}

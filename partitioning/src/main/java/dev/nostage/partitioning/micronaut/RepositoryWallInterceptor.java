package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.partitioning.Walled;
import dev.nostage.partitioning.criteria.CriteriaProof;
import dev.nostage.partitioning.criteria.MappedPartitions;
import dev.nostage.partitioning.criteria.TenantCriteria;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.data.intercept.annotation.DataMethod.OperationType;
import io.micronaut.data.model.runtime.RuntimeEntityRegistry;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Step 5: takes every call of a walled repository through the wall. */
@InterceptorBean(Walled.class)
final class RepositoryWallInterceptor implements MethodInterceptor<Object, Object> {

    private final RepositoryWall wall;
    private final StatementGuard guard;
    private final BeanContext beans;

    /**
     * By identity: methods that two repositories inherit are equal, whatever rows each reaches. As many as there are; copied as
     * one is added, so that nobody waits to read it.
     */
    private volatile IdentityHashMap<ExecutableMethod<?, ?>, WalledMethod> methods = new IdentityHashMap<>();

    RepositoryWallInterceptor(
            RepositoryWall wall,
            RuntimeEntityRegistry entities,
            PartitioningConfiguration configuration,
            BeanContext beans) {
        this.wall = wall;
        this.guard = new StatementGuard(
                new MappedPartitions(entities), PartitioningConfiguration.names(configuration.functions()));
        this.beans = beans;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        WalledMethod known = methods.get(call.getExecutableMethod());
        WalledMethod method = known != null ? known : remember(call);
        enter(method, call);
        try {
            Object result = call.proceed();
            return method.shared()
                    ? result
                    : LateResults.bound(result, call.getReturnType().getType(), wall, method.name());
        } catch (RuntimeException e) {
            throw RepositoryWall.refusalIn(e).orElse(e);
        }
    }

    private synchronized WalledMethod remember(MethodInvocationContext<Object, Object> call) {
        IdentityHashMap<ExecutableMethod<?, ?>, WalledMethod> more = new IdentityHashMap<>(methods);
        WalledMethod method =
                more.computeIfAbsent(call.getExecutableMethod(), first -> WalledMethod.of(call, this::watch));
        methods = more;
        return method;
    }

    private void enter(WalledMethod method, MethodInvocationContext<Object, Object> call) {
        if (method.shared()) {
            if (method.writes()) {
                ReadOnly.refuseWrite();
            }
        } else {
            wall.enter(method.name(), method.writes());
            method.watch().verify(wall, method.name());
        }
        Object[] arguments = call.getParameterValues();
        for (int position : method.tenantArguments()) {
            wall.verifyArgument(method.name(), arguments[position]);
        }
        if (method.criteria() != null) {
            CriteriaProof proof = new CriteriaProof(wall, guard, call.getAnnotationMetadata(), method.name());
            TenantCriteria criteria = new TenantCriteria(proof, method.tenantProperty(), method.paged());
            arguments[0] = narrowed(method.criteria(), criteria, arguments[0]);
        }
    }

    private static Object narrowed(OperationType operation, TenantCriteria tenant, @Nullable Object given) {
        return switch (operation) {
            case UPDATE, UPDATE_RETURNING -> tenant.updating(given);
            case DELETE, DELETE_RETURNING -> tenant.deleting(given);
            default -> tenant.reading(given);
        };
    }

    private ConnectionWatch watch(String dataSource) {
        return beans.getBean(ConnectionWatch.class, Qualifiers.byName(dataSource));
    }

    @Override
    public int getOrder() {
        return FilterOrder.REPOSITORY_WALL.position();
    }
}

package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.TenantArguments;
import dev.nostage.partitioning.Walled;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.intercept.annotation.DataMethod.OperationType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the wall must know of a repository's method, read once from what its compilation left.
 *
 * @param name such as {@code OrderRepository.findById}
 * @param watch knows the connections of its data source
 * @param shared whether the repository's rows are everybody's
 * @param writes whether it may change a row
 * @param tenantArguments the positions of arguments that must be the tenant
 * @param criteria what its first argument asks for, if that builds the query
 * @param paged whether pages are cut out of what that asks for
 * @param tenantProperty the property by which the entity names its tenant
 */
record WalledMethod(
        String name,
        ConnectionWatch watch,
        boolean shared,
        boolean writes,
        List<Integer> tenantArguments,
        @Nullable OperationType criteria,
        boolean paged,
        @Nullable String tenantProperty) {

    private static final Set<OperationType> READS =
            Set.of(OperationType.QUERY, OperationType.COUNT, OperationType.EXISTS);

    private static final String CRITERIA = "io.micronaut.data.runtime.intercept.criteria.";

    /** @param watches by the name of a data source */
    static WalledMethod of(MethodInvocationContext<?, ?> call, Function<String, ConnectionWatch> watches) {
        AnnotationMetadata metadata = call.getAnnotationMetadata();
        String repository = metadata.stringValue(Walled.class)
                .orElse(call.getDeclaringType().getSimpleName());
        OperationType operation = metadata.enumValue(
                        DataMethod.class, DataMethod.META_MEMBER_OPERATION_TYPE, OperationType.class)
                .orElse(null);
        String interceptor = metadata.stringValue(DataMethod.class, DataMethod.META_MEMBER_INTERCEPTOR)
                .orElse("");
        boolean criteria = interceptor.startsWith(CRITERIA);
        return new WalledMethod(
                repository + "." + call.getMethodName(),
                watches.apply(metadata.stringValue(Repository.class)
                        .filter(name -> !name.isEmpty())
                        .orElse("default")),
                metadata.booleanValue(Walled.class, "shared").orElse(false),
                // Whatever is not known to read is held to write; a default method writes through those that it calls.
                call.isAbstract() && (operation == null || !READS.contains(operation)),
                IntStream.of(metadata.getValue(TenantArguments.class, int[].class)
                                .orElse(new int[0]))
                        .boxed()
                        .toList(),
                criteria ? operation : null,
                interceptor.contains("FindPage"),
                criteria ? tenantProperty(metadata) : null);
    }

    private static @Nullable String tenantProperty(AnnotationMetadata metadata) {
        Class<?> entity = metadata.classValue(DataMethod.class, DataMethod.META_MEMBER_ROOT_ENTITY)
                .orElseThrow();
        return BeanIntrospection.getIntrospection(entity).getBeanProperties().stream()
                .filter(property -> property.hasStereotype(TenantId.class))
                .findFirst()
                .map(BeanProperty::getName)
                .orElse(null);
    }
}

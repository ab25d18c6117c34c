package dev.nostage.partitioning.processor;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.AnnotationValueBuilder;
import io.micronaut.core.expressions.EvaluatedExpressionReference;
import io.micronaut.data.annotation.TypeRole;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.intercept.annotation.DataMethodQueryParameter;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Micronaut Data binds to a statement's question marks.
 *
 * @param query the annotation that lists the bindings
 * @param readsEntities whether properties are read from entities, which have been stamped with the tenant by then
 */
record Bindings(MethodElement method, AnnotationValue<?> query, boolean readsEntities) {

    /** What Micronaut Data binds for a {@code @TenantId}: our own resolver, which throws where no tenant is bound. */
    private static final String RESOLVED =
            "#{ctx[T(io.micronaut.data.runtime.multitenancy.TenantResolver)].resolveTenantIdentifier()}";

    private static final String BY_PARAMETER =
            ": compare tenant_id with a parameter of the method, a String of its own";

    /**
     * Looks at what is bound where the tenant must be.
     *
     * @param arguments gets the method's parameter that must be the tenant when it is called, if one is bound
     * @return what is wrong with it
     */
    Optional<String> tenantAt(int position, Entity entity, Set<Integer> arguments) {
        List<AnnotationValue<DataMethodQueryParameter>> bound = ofQuestionMarks();
        if (position > bound.size()) {
            return Optional.of("compares tenant_id with what is not known until it runs" + BY_PARAMETER);
        }
        AnnotationValue<?> binding = bound.get(position - 1);
        if (binding.booleanValue(DataMethodQueryParameter.META_MEMBER_EXPRESSION)
                .orElse(false)) {
            return isResolved(binding)
                    ? Optional.empty()
                    : Optional.of("compares tenant_id with an expression" + BY_PARAMETER);
        }
        int index = binding.intValue(DataMethodQueryParameter.META_MEMBER_PARAMETER_INDEX)
                .orElse(-1);
        if (index < 0) {
            return isStamped(binding, entity)
                    ? Optional.empty()
                    : Optional.of("compares tenant_id with another property" + BY_PARAMETER);
        }
        ParameterElement parameter = method.getParameters()[index];
        boolean part = binding.stringValues(DataMethodQueryParameter.META_MEMBER_PARAMETER_BINDING_PATH).length > 0;
        if (part || !parameter.getType().getName().equals(String.class.getName())) {
            return Optional.of("compares tenant_id with " + parameter.getName() + BY_PARAMETER);
        }
        arguments.add(index);
        return Optional.empty();
    }

    /**
     * The same, but that the tenant is read from the entity, or from each of a list, as it is written: by then it was
     * stamped, or refused. Micronaut Data cannot resolve the expression for a list, and for hand-written SQL reads the
     * value before it was stamped.
     */
    AnnotationValue<?>[] withTenantFromEntities(Entity entity, boolean handWritten) {
        return query.getAnnotations(DataMethod.META_MEMBER_PARAMETERS).stream()
                .map(binding -> isResolved(binding) || (handWritten && isStamped(binding, entity))
                        ? ofEntity(binding)
                        : binding)
                .toArray(AnnotationValue<?>[]::new);
    }

    private static AnnotationValue<?> ofEntity(AnnotationValue<?> binding) {
        AnnotationValueBuilder<DataMethodQueryParameter> mended =
                AnnotationValue.builder(DataMethodQueryParameter.class);
        binding.stringValue(DataMethodQueryParameter.META_MEMBER_PROPERTY)
                .ifPresent(name -> mended.member(DataMethodQueryParameter.META_MEMBER_PROPERTY, name));
        return mended.build();
    }

    /** Whether a page is cut out of joined rows, which Micronaut Data does by looking for their ids alone. */
    boolean cutJoinedRows() {
        return query.getAnnotations(DataMethod.META_MEMBER_PARAMETERS, DataMethodQueryParameter.class).stream()
                .anyMatch(binding -> binding.stringValue(DataMethodQueryParameter.META_MEMBER_ROLE)
                        .filter(TypeRole.PAGEABLE_REQUIRED::equals)
                        .isPresent());
    }

    /** Sorting and paging add to the statement, and have no question mark in it. */
    private List<AnnotationValue<DataMethodQueryParameter>> ofQuestionMarks() {
        return query.getAnnotations(DataMethod.META_MEMBER_PARAMETERS, DataMethodQueryParameter.class).stream()
                .filter(binding -> binding.stringValue(DataMethodQueryParameter.META_MEMBER_ROLE)
                        .isEmpty())
                .toList();
    }

    private boolean isStamped(AnnotationValue<?> binding, Entity entity) {
        boolean populated = binding.booleanValue(DataMethodQueryParameter.META_MEMBER_AUTO_POPULATED)
                .orElse(false);
        String property = binding.stringValue(DataMethodQueryParameter.META_MEMBER_PROPERTY)
                .orElse("");
        return (readsEntities || populated)
                && entity.tenant()
                        .filter(tenant -> tenant.getName().equals(property))
                        .isPresent();
    }

    @SuppressWarnings("CollectionUndefinedEquality") // the names of members are Strings
    private static boolean isResolved(AnnotationValue<?> binding) {
        return binding.getValues().get("value") instanceof EvaluatedExpressionReference expression
                && RESOLVED.equals(expression.annotationValue());
    }
}

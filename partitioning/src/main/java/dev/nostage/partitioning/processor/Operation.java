package dev.nostage.partitioning.processor;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.AnnotationValueBuilder;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.annotation.TypeRole;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.intercept.annotation.DataMethodQuery;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.transaction.annotation.Transactional;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Micronaut Data made of a repository's method. */
record Operation(MethodElement method, AnnotationValue<DataMethod> data) {

    private static final String SPECIFICATIONS = "io.micronaut.data.runtime.intercept.criteria.";

    private static final List<String> CRITERIA = List.of(
            "QuerySpecification",
            "PredicateSpecification",
            "DeleteSpecification",
            "UpdateSpecification",
            "CriteriaQueryBuilder",
            "CriteriaDeleteBuilder",
            "CriteriaUpdateBuilder");

    /** With a question mark for each parameter. */
    Optional<String> sql() {
        return method.stringValue(Query.class, DataMethod.META_MEMBER_RAW_QUERY)
                .or(() -> method.stringValue(Query.class));
    }

    Optional<String> countSql() {
        return method.stringValue(Query.class, DataMethod.META_MEMBER_RAW_COUNT_QUERY)
                .or(() -> method.stringValue(Query.class, DataMethod.META_MEMBER_COUNT_QUERY));
    }

    Bindings bindings() {
        return new Bindings(method, data, takesEntities() || isInsert());
    }

    Bindings countBindings() {
        return data.getAnnotation(DataMethod.META_MEMBER_COUNT_QUERY, DataMethodQuery.class)
                .map(count -> new Bindings(method, count, false))
                .orElseGet(this::bindings);
    }

    /** Whether its SQL is made, and proven, as it is called. */
    boolean isSpecification() {
        ParameterElement[] parameters = method.getParameters();
        return parameters.length > 0
                && data.stringValue(DataMethod.META_MEMBER_INTERCEPTOR)
                        .filter(name -> name.startsWith(SPECIFICATIONS))
                        .isPresent()
                && CRITERIA.stream()
                        .anyMatch(name -> parameters[0]
                                .getType()
                                .isAssignable("io.micronaut.data.repository.jpa.criteria." + name));
    }

    boolean isPagedSpecification() {
        return isSpecification()
                && data.stringValue(DataMethod.META_MEMBER_INTERCEPTOR)
                        .filter(name -> name.contains("FindPage"))
                        .isPresent();
    }

    /** Mends what Micronaut Data does to a partitioned entity. */
    void amend(Entity entity) {
        boolean handWritten = method.stringValue(Query.class, DataMethod.META_MEMBER_RAW_QUERY)
                .isPresent();
        AnnotationValueBuilder<DataMethod> amended = AnnotationValue.builder(data, RetentionPolicy.RUNTIME);
        if (!takesEntities()) {
            return;
        }
        if (handWritten || data.stringValue(TypeRole.ENTITIES).isPresent()) {
            amended.member(DataMethod.META_MEMBER_PARAMETERS, bindings().withTenantFromEntities(entity, handWritten));
        }
        if (is("UPDATE") && !handWritten) {
            // A row that is another's, or is gone, is not there to be changed: without this nobody would be told.
            amended.member(DataMethod.META_MEMBER_OPTIMISTIC_LOCK, true);
        }
        method.removeAnnotation(DataMethod.class); // or the new members would stand behind the old ones
        method.annotate(amended.build());
        if (hasSeveralStatements(entity) && Results.isImmediate(method) && !method.hasStereotype(Transactional.class)) {
            method.annotate(
                    Transactional.class,
                    transaction -> method.stringValue(Repository.class)
                            .filter(dataSource -> !dataSource.isEmpty())
                            .ifPresent(transaction::value));
        }
    }

    /** Whether the argument is an entity, or a list of them, whose properties are written. */
    boolean writes(ParameterElement parameter) {
        return Stream.of(TypeRole.ENTITY, TypeRole.ENTITIES)
                .flatMap(role -> data.stringValue(role).stream())
                .anyMatch(parameter.getName()::equals);
    }

    private boolean takesEntities() {
        return data.stringValue(TypeRole.ENTITY).isPresent()
                || data.stringValue(TypeRole.ENTITIES).isPresent();
    }

    private boolean hasSeveralStatements(Entity entity) {
        return data.stringValue(TypeRole.ENTITIES).isPresent()
                || entity.relations().stream().anyMatch(EntityRelation::cascades);
    }

    private boolean isInsert() {
        return is("INSERT");
    }

    private boolean is(String operation) {
        return data.stringValue(DataMethodQuery.META_MEMBER_OPERATION_TYPE)
                .filter(type -> type.startsWith(operation))
                .isPresent();
    }
}

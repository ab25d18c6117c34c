package dev.nostage.partitioning.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import java.util.List;

/** Fails for a repository that is handed a way to the database of its own, round the methods that are walled. */
final class RawAccess {

    private static final List<String> WAYS = List.of(
            "javax.sql.DataSource",
            "java.sql.Connection",
            "java.sql.Statement",
            "java.sql.ResultSet",
            "io.micronaut.data.operations.RepositoryOperations",
            "io.micronaut.data.jdbc.runtime.JdbcOperations",
            "io.micronaut.data.connection.ConnectionOperations",
            "io.micronaut.transaction.TransactionOperations",
            "io.micronaut.data.runtime.criteria.RuntimeCriteriaBuilder");

    private RawAccess() {}

    static void refuse(ClassElement repository, Refusals refusals) {
        for (FieldElement field : repository.getEnclosedElements(ElementQuery.ALL_FIELDS)) {
            refuse(field, "the field " + field.getName(), field.getType(), refusals);
        }
        repository.getPrimaryConstructor().ifPresent(constructor -> refuseParameters(constructor, refusals));
        for (MethodElement method : repository.getEnclosedElements(ElementQuery.ALL_METHODS)) {
            refuseParameters(method, refusals);
            refuse(method, "the result of " + method.getName(), method.getReturnType(), refusals);
        }
    }

    private static void refuseParameters(MethodElement method, Refusals refusals) {
        for (ParameterElement parameter : method.getParameters()) {
            refuse(method, "the parameter " + parameter.getName(), parameter.getType(), refusals);
        }
    }

    private static void refuse(Element where, String what, ClassElement type, Refusals refusals) {
        if (WAYS.stream().anyMatch(type::isAssignable)) {
            refusals.add(
                    where,
                    what + " is a " + type.getSimpleName()
                            + ", by which SQL is sent that nobody judged: write a @Query that compares tenant_id with a"
                            + " parameter, or put raw access into a bean of its own, where the JDBC wall judges it");
        }
    }
}

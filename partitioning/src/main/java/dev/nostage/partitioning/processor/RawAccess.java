package dev.nostage.partitioning.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            "io.micronaut.data.runtime.criteria.RuntimeCriteriaBuilder",
            "io.micronaut.context.BeanLocator");

    /** A type that is an argument of itself has no end. */
    private static final int DEEPEST = 8;

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
        ClassElement way = way(type, 0);
        if (way != null) {
            refusals.add(
                    where,
                    what + (way.equals(type) ? " is a " : " holds a ")
                            + way.getSimpleName()
                            + ", by which SQL is sent that nobody judged: write a @Query that compares tenant_id with a"
                            + " parameter, or put raw access into a bean of its own, where the JDBC wall judges it");
        }
    }

    /** The way to the database that a type is, or has among its arguments: a provider of one is as good. */
    private static @Nullable ClassElement way(ClassElement type, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        if (type.isArray()) {
            return way(type.fromArray(), depth + 1);
        }
        if (WAYS.stream().anyMatch(type::isAssignable)) {
            return type;
        }
        for (ClassElement argument : type.getTypeArguments().values()) {
            ClassElement way = way(argument, depth + 1);
            if (way != null) {
                return way;
            }
        }
        return null;
    }
}

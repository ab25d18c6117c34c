package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.TenantArguments;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.Verdict;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.WithoutTenantId;
import io.micronaut.data.annotation.sql.Procedure;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Proves of each method of a repository that it keeps to one tenant, or fails and says why it may not. */
final class RepositoryMethods {

    private static final String DATA_PROCESSOR = "io.micronaut.data.processor.visitors.RepositoryTypeElementVisitor";

    private static final String PAGES_JOINED =
            "pages through joined rows, which Micronaut Data finds by their ids alone, and other tenants may have the"
                    + " same: page without the @Join, and load the others by their own repository";

    private final Entity entity;
    private final StatementGuard guard;
    private final Refusals refusals;
    private boolean unknown;

    RepositoryMethods(Entity entity, StatementGuard guard, Refusals refusals) {
        this.entity = entity;
        this.guard = guard;
        this.refusals = refusals;
    }

    void visit(MethodElement method) {
        if (!method.isAbstract() || method.isStatic()) {
            return;
        }
        AnnotationValue<DataMethod> data = method.getAnnotation(DataMethod.class);
        if (data == null) {
            refuseUnknown(method);
        } else if (method.hasAnnotation(AcrossTenants.class)) {
            refuse(method, "is @AcrossTenants, and its repository is not: put it on a repository of its own");
        } else if (method.hasAnnotation(WithoutTenantId.class)) {
            refuse(method, "is @WithoutTenantId, which takes the tenant out of the predicate: remove it");
        } else if (method.hasAnnotation(Procedure.class)) {
            refuse(method, "is a @Procedure, which runs what the database keeps: write its SQL as a @Query");
        } else {
            Results.refuseUnbound(method, problem -> refuse(method, problem));
            visit(new Operation(method, data));
        }
    }

    /**
     * Told once: the other methods have the same fate. Micronaut Data, if it is there, leaves out methods only when it has
     * complained of one, in this repository or another; then that is all there is to mend.
     */
    private void refuseUnknown(MethodElement method) {
        if (!unknown && !ClassUtils.isPresent(DATA_PROCESSOR, getClass().getClassLoader())) {
            unknown = true;
            refuse(
                    method,
                    "is not known to Micronaut Data: add micronaut-data-processor to the compiler's"
                            + " annotationProcessorPaths, before ours");
        }
    }

    private void visit(Operation operation) {
        MethodElement method = operation.method();
        for (ParameterElement parameter : method.getParameters()) {
            if (operation.writes(parameter) && isAnotherEntity(parameter.getGenericType())) {
                refuse(method, "takes an entity of another repository, " + parameter.getName() + ": move it there");
            }
        }
        Optional<String> sql = operation.sql();
        if (sql.isEmpty()) {
            if (!operation.isSpecification()) {
                refuse(method, "has no SQL that could be proven: derive the query from its name, or write a @Query");
            } else if (operation.isPagedSpecification() && method.hasAnnotation(Join.class)) {
                refuse(method, PAGES_JOINED);
            }
            return;
        }
        if (operation.bindings().cutJoinedRows()) {
            refuse(method, PAGES_JOINED);
            return;
        }
        Set<Integer> arguments = new TreeSet<>();
        prove(sql.get(), operation.bindings(), method, arguments);
        operation.countSql().ifPresent(count -> prove(count, operation.countBindings(), method, arguments));
        if (!arguments.isEmpty()) {
            int[] positions = arguments.stream().mapToInt(Integer::intValue).toArray();
            method.annotate(TenantArguments.class, tenants -> tenants.member("value", positions));
        }
        if (entity.isPartitioned()) {
            operation.amend(entity);
        }
    }

    private void prove(String sql, Bindings bindings, MethodElement method, Set<Integer> arguments) {
        Verdict verdict = guard.judge(sql);
        if (verdict instanceof Refused refused) {
            refuse(
                    method,
                    refused.table() == null
                            ? refused.reason()
                            : "reaches table \"" + refused.table() + "\" by SQL that " + refused.reason()
                                    + hint(method, refused));
        } else if (verdict instanceof Proven proven && proven.isPartitioned()) {
            if (!entity.isPartitioned()) {
                refuse(
                        method,
                        "reaches rows that are a tenant's from the repository of "
                                + entity.type().getSimpleName()
                                + ", whose rows are everybody's: move it into a repository of theirs");
            }
            if (!proven.literals().isEmpty()) {
                refuse(method, "names a tenant in its SQL: compare tenant_id with a parameter of the method");
            }
            for (int position : proven.parameters()) {
                bindings.tenantAt(position, entity, arguments).ifPresent(problem -> refuse(method, problem));
            }
        }
    }

    /** One, or a list of them. Its tenant, if it names one, is not where this repository's entity has it. */
    private boolean isAnotherEntity(ClassElement type) {
        ClassElement one = type.isArray() ? type.fromArray() : type;
        return Stream.concat(Stream.of(one), one.getTypeArguments().values().stream())
                .anyMatch(candidate -> candidate.hasStereotype(MappedEntity.class)
                        && !candidate.getName().equals(entity.type().getName()));
    }

    private static String hint(MethodElement method, Refused refused) {
        boolean handWritten = method.stringValue(Query.class, DataMethod.META_MEMBER_RAW_QUERY)
                .isPresent();
        return handWritten && refused.reason().startsWith("has no predicate")
                ? ". Such as: where tenant_id = :tenant, with a parameter String tenant"
                : "";
    }

    private void refuse(MethodElement method, String what) {
        refusals.add(method, "the method " + method.getName() + " " + what);
    }
}

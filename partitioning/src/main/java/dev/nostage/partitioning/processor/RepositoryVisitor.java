package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.Walled;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.annotation.DataTransformer;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.annotation.Where;
import io.micronaut.data.annotation.WithoutTenantId;
import io.micronaut.data.annotation.sql.Procedure;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;

/**
 * Walls each repository of a partitioned entity as it is compiled, and fails the compilation for what the wall could
 * not hold.
 */
public final class RepositoryVisitor implements TypeElementVisitor<Repository, Object> {

    private static final String DERIVE =
            "is sent as it stands, with no tenant added: derive the query from the method's name";

    /** SQL of the user's own may name any table, so no repository has it. */
    private static final Map<Class<? extends Annotation>, String> HAND_WRITTEN = Map.of(
            Query.class, DERIVE,
            Where.class, DERIVE,
            Procedure.class,
                    "runs what the database keeps, with no tenant added: derive the query from the method's name");

    private static final Map<Class<? extends Annotation>, String> UNWALLED = Map.of(
            WithoutTenantId.class, "takes the tenant out of the predicate: remove it",
            Join.class, "reads a table to which no tenant is added: load the other entity through its own repository");

    private static final Map<String, String> UNWALLED_RESULTS = Map.of(
            "java.util.stream.BaseStream", "a stream can be read after the tenant has changed: return a List",
            "org.reactivestreams.Publisher", "it can be subscribed after the tenant has changed: return the value",
            "java.util.concurrent.CompletionStage", "it can complete after the tenant has changed: return the value");

    private static final String CRITERIA = "io.micronaut.data.repository.jpa.criteria.";

    private static final List<String> CRITERIA_PARAMETERS = List.of(
            CRITERIA + "QuerySpecification",
            CRITERIA + "PredicateSpecification",
            CRITERIA + "DeleteSpecification",
            CRITERIA + "UpdateSpecification",
            CRITERIA + "CriteriaQueryBuilder",
            CRITERIA + "CriteriaDeleteBuilder",
            CRITERIA + "CriteriaUpdateBuilder");

    /** Before Micronaut Data's own visitor, which writes a {@code @Query} on every method that it understands. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public VisitorKind getVisitorKind() {
        return VisitorKind.ISOLATING;
    }

    @Override
    public void visitClass(ClassElement repository, VisitorContext context) {
        if (!repository.hasStereotype(Repository.class)) {
            return;
        }
        Refusals refusals = new Refusals(repository, context);
        List<MethodElement> methods = repository.getEnclosedElements(ElementQuery.ALL_METHODS.onlyAbstract());
        methods.forEach(method -> refuseOwnSql(method, refusals));
        refuse(repository, HAND_WRITTEN, refusals);
        ClassElement type = repository.getTypeArguments(GenericRepository.class).get("E");
        if (type == null) {
            refusals.add(
                    repository,
                    "it does not extend one of Micronaut Data's repositories, and so does not say whose rows it holds:"
                            + " let it extend GenericRepository<Entity, Id>, or one that does");
            return;
        }
        Entity entity = new Entity(type);
        refuse(type, HAND_WRITTEN, refusals);
        entity.members().forEach(member -> refuse(member, Map.of(DataTransformer.class, DERIVE), refusals));
        entity.refuseRelations(refusals);
        if (entity.isPartitioned()) {
            repository.annotate(Walled.class, walled -> walled.value(repository.getSimpleName()));
            entity.refuseUnreadableTenant(refusals);
            methods.forEach(method -> refuseUnwalled(method, refusals));
        }
    }

    private static void refuseOwnSql(MethodElement method, Refusals refusals) {
        refuse(method, HAND_WRITTEN, refusals);
        for (ParameterElement parameter : method.getParameters()) {
            if (CRITERIA_PARAMETERS.stream().anyMatch(parameter.getType()::isAssignable)) {
                refusals.add(
                        method,
                        method.getName() + " takes a " + parameter.getType().getSimpleName()
                                + ": no tenant is added to a criteria query. Derive the query from the method's name");
            }
        }
    }

    private static void refuseUnwalled(MethodElement method, Refusals refusals) {
        refuse(method, UNWALLED, refusals);
        UNWALLED_RESULTS.forEach((type, reason) -> {
            if (method.getReturnType().isAssignable(type)) {
                refusals.add(
                        method,
                        method.getName() + " returns a "
                                + method.getReturnType().getSimpleName() + ": " + reason);
            }
        });
        if (method.isSuspend()) {
            refusals.add(method, method.getName() + " is suspended, and can go on after the tenant has changed");
        }
    }

    private static void refuse(
            Element element, Map<Class<? extends Annotation>, String> annotations, Refusals refusals) {
        annotations.forEach((annotation, reason) -> {
            if (element.hasStereotype(annotation)) {
                refusals.add(element, "@" + annotation.getSimpleName() + " on " + element.getName() + " " + reason);
            }
        });
    }

    /** What a repository cannot have, told where the user can mend it. */
    record Refusals(ClassElement repository, VisitorContext context) {

        void add(Element where, String what) {
            boolean own = where instanceof MethodElement method
                    && method.getOwningType().equals(repository);
            context.fail(
                    "Repository " + repository.getSimpleName() + " cannot be walled: " + what,
                    own ? where : repository);
        }
    }
}

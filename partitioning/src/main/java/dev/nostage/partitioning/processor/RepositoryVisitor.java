package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.Walled;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.annotation.WithoutTenantId;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.PropertyElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.List;
import java.util.Map;

/**
 * Walls each repository of a partitioned entity as it is compiled, and fails the compilation for what the wall could
 * not hold.
 */
public final class RepositoryVisitor implements TypeElementVisitor<Repository, Object> {

    private static final Map<String, String> UNWALLED_RESULTS = Map.of(
            "java.util.stream.BaseStream", "a stream can be read after the tenant has changed: return a List",
            "org.reactivestreams.Publisher", "it can be subscribed after the tenant has changed: return the value",
            "java.util.concurrent.CompletionStage", "it can complete after the tenant has changed: return the value");

    private static final List<String> CRITERIA_EXECUTORS = List.of(
            "io.micronaut.data.repository.jpa.JpaSpecificationExecutor",
            "io.micronaut.data.repository.jpa.async.AsyncJpaSpecificationExecutor",
            "io.micronaut.data.repository.jpa.reactive.ReactiveStreamsJpaSpecificationExecutor");

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
        methods.forEach(method -> refuseHandWrittenSql(method, refusals));
        ClassElement entity =
                repository.getTypeArguments(GenericRepository.class).get("E");
        if (entity == null) {
            refusals.add(
                    repository,
                    "it does not extend one of Micronaut Data's repositories, and so does not say whose rows it holds:"
                            + " let it extend GenericRepository<Entity, Id>, or one that does");
        } else if (entity.getBeanProperties().stream().anyMatch(property -> property.hasStereotype(TenantId.class))) {
            repository.annotate(Walled.class, walled -> walled.value(repository.getSimpleName()));
            entity.getBeanProperties().forEach(property -> refuseUnwalled(property, refusals));
            methods.forEach(method -> refuseUnwalled(method, refusals));
            refuseCriteria(repository, refusals);
        }
    }

    private static void refuseHandWrittenSql(MethodElement method, Refusals refusals) {
        if (method.hasStereotype(Query.class)) {
            refusals.add(
                    method,
                    "@Query on " + method.getName()
                            + " is sent as it stands, with no tenant added: derive the query from"
                            + " the method's name");
        }
    }

    private static void refuseUnwalled(PropertyElement property, Refusals refusals) {
        if (property.hasStereotype(TenantId.class) && !property.getType().isAssignable(String.class)) {
            refusals.add(property, "@TenantId " + property.getName() + " must be a String, as tenant ids are");
        }
        if (property.hasStereotype(Relation.class)) {
            refusals.add(
                    property,
                    "no tenant is added to the table that the relation " + property.getName() + " joins: keep the other"
                            + " entity's id, and load it through its own repository");
        }
    }

    private static void refuseUnwalled(MethodElement method, Refusals refusals) {
        if (method.hasStereotype(WithoutTenantId.class)) {
            refusals.add(method, "@WithoutTenantId takes the tenant out of " + method.getName() + ": remove it");
        }
        if (method.hasStereotype(Join.class)) {
            refusals.add(
                    method, "no tenant is added to the table that @Join on " + method.getName() + " names: remove it");
        }
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

    private static void refuseCriteria(ClassElement repository, Refusals refusals) {
        for (String executor : CRITERIA_EXECUTORS) {
            if (repository.isAssignable(executor)) {
                refusals.add(
                        repository,
                        "no tenant is added to the queries of a " + executor + ": derive them from methods");
            }
        }
    }

    private record Refusals(ClassElement repository, VisitorContext context) {

        void add(Element where, String what) {
            boolean reachable = where instanceof MethodElement method
                    && method.getOwningType().equals(repository);
            context.fail(
                    "Repository " + repository.getSimpleName() + " cannot be walled: " + what,
                    reachable ? where : repository);
        }
    }
}

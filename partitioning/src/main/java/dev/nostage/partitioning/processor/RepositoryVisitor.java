package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.Walled;
import dev.nostage.partitioning.sql.StatementGuard;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.annotation.DataTransformer;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walls each repository as it is compiled, and fails the compilation for what the wall could not hold.
 *
 * <p>It reads the SQL that Micronaut Data made of each method, or was given for it, and proves of each statement that it
 * keeps to one tenant. What has no SQL yet is proven when it is called, or refused here.
 */
public final class RepositoryVisitor implements TypeElementVisitor<Repository, Object> {

    private static final String JDBC = "io.micronaut.data.jdbc.annotation.JdbcRepository";

    private @Nullable RepositoryMethods methods;

    /** After Micronaut Data's own visitor, which writes the SQL of every method that it understands. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public VisitorKind getVisitorKind() {
        return VisitorKind.ISOLATING;
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(Options.SHARED_TABLES, Options.FUNCTIONS);
    }

    @Override
    public void visitClass(ClassElement repository, VisitorContext context) {
        methods = null;
        if (!repository.hasStereotype(Repository.class)) {
            return;
        }
        Refusals refusals = new Refusals(repository, context);
        if (repository.hasStereotype(AcrossTenants.class)) {
            refuseEverybodysDataSource(repository, refusals);
            return;
        }
        ClassElement type = repository.getTypeArguments(GenericRepository.class).get("E");
        if (type == null) {
            refusals.add(
                    repository,
                    "it does not extend one of Micronaut Data's repositories, and so does not say whose rows it holds:"
                            + " let it extend GenericRepository<Entity, Id>, or one that does");
            return;
        }
        if (!repository.hasStereotype(JDBC)) {
            refusals.add(repository, "it is not a @JdbcRepository: no other kind is walled");
        }
        Options options = Options.of(context);
        Entity entity = new Entity(type);
        refuseEntity(entity, options, refusals);
        boolean sound = !refusals.isAny();
        RawAccess.refuse(repository, refusals);
        repository.annotate(Walled.class, walled -> {
            walled.value(repository.getSimpleName());
            walled.member("shared", !entity.isPartitioned());
        });
        if (sound) { // or each method would be refused once more for what was said of the entity
            StatementGuard guard =
                    new StatementGuard(Tables.of(repository, type, options, context), options.callable());
            methods = new RepositoryMethods(entity, guard, refusals);
        }
    }

    private static void refuseEverybodysDataSource(ClassElement repository, Refusals refusals) {
        String source = repository.stringValue(Repository.class).orElse("");
        if (source.isBlank() || source.equals("default")) {
            refusals.add(
                    repository,
                    "it is @AcrossTenants, and on the data source that all requests use: name the one that"
                            + " nostage.partitioning.across-tenants.datasource names, in @Repository(\"…\")");
        }
    }

    @Override
    public void visitMethod(MethodElement method, VisitorContext context) {
        if (methods != null) {
            methods.visit(method);
        }
    }

    private static void refuseEntity(Entity entity, Options options, Refusals refusals) {
        ClassElement type = entity.type();
        if (entity.isPartitioned()) {
            entity.refuseUnreadableTenant(refusals);
        } else if (!entity.isShared() && !options.sharedTables().contains(entity.table())) {
            refusals.add(
                    type,
                    type.getSimpleName() + " has no @TenantId, and nobody said that its rows are everybody's: add a"
                            + " @TenantId, or declare it @Shared(because = \"…\"), or its table with the compiler's option"
                            + " -A" + Options.SHARED_TABLES);
        }
        for (var member : entity.members()) {
            if (member.hasStereotype(DataTransformer.class)) {
                refusals.add(
                        member,
                        "@DataTransformer on " + member.getName()
                                + " puts SQL where no wall looks: transform the value in Java");
            }
        }
        new Relations(refusals).refuseLeaking(entity);
    }
}

package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.Walled;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.util.List;

/** Stops the start where a repository of a partitioned entity was compiled without our processor, and has no wall. */
@Singleton
final class ForgottenWalls implements ApplicationEventListener<StartupEvent>, Ordered {

    private final BeanContext beans;

    ForgottenWalls(BeanContext beans) {
        this.beans = beans;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        for (BeanDefinition<?> repository : beans.getBeanDefinitions(Qualifiers.byStereotype(Repository.class))) {
            if (!repository.hasStereotype(Walled.class)
                    && !repository.hasStereotype(AcrossTenants.class)
                    && holdsPartitionedRows(repository)) {
                throw new ConfigurationException("Repository " + name(repository)
                        + " has no wall, though its entity has a @TenantId: add dev.nostage:nostage-partitioning to the"
                        + " compiler's annotationProcessorPaths, behind micronaut-data-processor, and compile again");
            }
        }
    }

    /** The interface's own: the bean is of a class that Micronaut made of it. */
    private static String name(BeanDefinition<?> repository) {
        return repository.getBeanType().getName().replace("$Intercepted", "");
    }

    private static boolean holdsPartitionedRows(BeanDefinition<?> repository) {
        List<Argument<?>> arguments = repository.getTypeArguments(GenericRepository.class);
        return !arguments.isEmpty()
                && BeanIntrospector.SHARED
                        .findIntrospection(arguments.get(0).getType())
                        .map(entity -> entity.getBeanProperties().stream()
                                .anyMatch(property -> property.hasStereotype(TenantId.class)))
                        .orElse(false);
    }

    /** Before the database is asked: what it would say then follows from this. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

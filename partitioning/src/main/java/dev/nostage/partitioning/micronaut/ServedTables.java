package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.MappedTable;
import io.micronaut.context.BeanContext;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.type.Argument;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tables that a data source's repositories ask for. */
@Singleton
class ServedTables {

    private final BeanContext beans;

    ServedTables(BeanContext beans) {
        this.beans = beans;
    }

    List<MappedTable> of(String dataSource) {
        return beans.getBeanDefinitions(Qualifiers.byStereotype(Repository.class)).stream()
                .filter(repository -> dataSourceOf(repository).equals(dataSource))
                .flatMap(repository -> entityOf(repository).stream())
                .flatMap(entity -> BeanIntrospector.SHARED.findIntrospection(entity.getType()).stream())
                .filter(entity -> entity.hasAnnotation(MappedEntity.class))
                .map(MappedTables::table)
                .distinct()
                .toList();
    }

    private static String dataSourceOf(BeanDefinition<?> repository) {
        return repository
                .stringValue(Repository.class)
                .filter(name -> !name.isEmpty())
                .orElse("default");
    }

    private static Optional<Argument<?>> entityOf(BeanDefinition<?> repository) {
        return repository.getTypeArguments(GenericRepository.class).stream().findFirst();
    }
}

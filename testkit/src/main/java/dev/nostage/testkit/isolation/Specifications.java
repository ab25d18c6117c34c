package dev.nostage.testkit.isolation;

import io.micronaut.data.model.CursoredPageable;
import io.micronaut.data.model.Limit;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.CriteriaDeleteBuilder;
import io.micronaut.data.repository.jpa.criteria.CriteriaQueryBuilder;
import io.micronaut.data.repository.jpa.criteria.CriteriaUpdateBuilder;
import io.micronaut.data.repository.jpa.criteria.DeleteSpecification;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import io.micronaut.data.repository.jpa.criteria.QuerySpecification;
import io.micronaut.data.repository.jpa.criteria.UpdateSpecification;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.jspecify.annotations.Nullable;

/** What a repository's method may be told besides values: pages, and specifications that ask for every row that there is. */
final class Specifications {

    private static final int ALL = 1000;

    private final Class<Object> entity;
    private final @Nullable String identity;
    private final Sort sort;
    private final Known changed;

    /** @param changed what an update shall set */
    @SuppressWarnings("unchecked") // criteria need some type, and it is asked for nothing
    Specifications(PartitionedEntity entity, Known changed) {
        this.entity = (Class<Object>) entity.type();
        this.identity = entity.identity();
        this.sort = identity == null ? Sort.UNSORTED : Sort.of(Sort.Order.asc(identity));
        this.changed = changed;
    }

    /** Null if the parameter is none of these. */
    @Nullable
    Object of(Class<?> parameter) {
        if (parameter == CursoredPageable.class) {
            return CursoredPageable.from(ALL, sort);
        } else if (parameter == Pageable.class) {
            return Pageable.from(0, ALL, sort);
        } else if (parameter == Sort.class) {
            return sort;
        } else if (parameter == Limit.class) {
            return Limit.of(ALL, 0);
        } else if (parameter == QuerySpecification.class) {
            return (QuerySpecification<Object>) (root, query, criteria) -> every(root, criteria);
        } else if (parameter == PredicateSpecification.class) {
            return (PredicateSpecification<Object>) (root, criteria) -> every(root, criteria);
        } else if (parameter == DeleteSpecification.class) {
            return (DeleteSpecification<Object>) (root, query, criteria) -> every(root, criteria);
        } else if (parameter == UpdateSpecification.class) {
            return (UpdateSpecification<Object>) (root, query, criteria) -> {
                query.set(changed.name(), changed.value());
                return every(root, criteria);
            };
        }
        return builder(parameter);
    }

    /** Of every tenant's rows, unless somebody adds whose. */
    private @Nullable Predicate every(Root<Object> root, CriteriaBuilder criteria) {
        return identity == null ? null : criteria.isNotNull(root.get(identity));
    }

    private @Nullable Object builder(Class<?> parameter) {
        if (parameter == CriteriaQueryBuilder.class) {
            return (CriteriaQueryBuilder<Object>) criteria -> {
                CriteriaQuery<Object> query = criteria.createQuery(entity);
                query.select(query.from(entity));
                return query;
            };
        } else if (parameter == CriteriaDeleteBuilder.class) {
            return (CriteriaDeleteBuilder<Object>) criteria -> {
                CriteriaDelete<Object> delete = criteria.createCriteriaDelete(entity);
                delete.from(entity);
                return delete;
            };
        } else if (parameter == CriteriaUpdateBuilder.class) {
            return (CriteriaUpdateBuilder<Object>) criteria -> {
                CriteriaUpdate<Object> update = criteria.createCriteriaUpdate(entity);
                update.from(entity);
                update.set(changed.name(), changed.value());
                return update;
            };
        }
        return null;
    }
}

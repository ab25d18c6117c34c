package dev.nostage.partitioning.criteria;

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

/**
 * Takes the place of a specification, or of a builder of criteria: asks it, adds the tenant to what it says, at the top,
 * where no disjunction of its own leads past it, and has the outcome proven.
 */
public final class TenantCriteria {

    private final CriteriaProof proof;
    private final @Nullable String tenantProperty;
    private final boolean paged;

    /**
     * @param proof what the outcome must stand
     * @param tenantProperty the root entity's property that names the tenant, or null if its rows are everybody's
     * @param paged whether pages are cut out of what is read
     */
    public TenantCriteria(CriteriaProof proof, @Nullable String tenantProperty, boolean paged) {
        this.proof = proof;
        this.tenantProperty = tenantProperty;
        this.paged = paged;
    }

    /** What reads, counts or asks for existence. */
    @SuppressWarnings("unchecked") // the entity is the repository's, whatever it is
    public Object reading(@Nullable Object given) {
        if (given instanceof CriteriaQueryBuilder<?> builder) {
            return (CriteriaQueryBuilder<Object>) criteria -> query((CriteriaQueryBuilder<Object>) builder, criteria);
        }
        return (QuerySpecification<Object>) (root, query, criteria) -> {
            Predicate asked = null;
            if (given instanceof QuerySpecification<?> specification) {
                asked = ((QuerySpecification<Object>) specification).toPredicate(root, query, criteria);
            } else if (given != null) {
                asked = ((PredicateSpecification<Object>) given).toPredicate(root, criteria);
            }
            if (paged && tenantProperty != null && !root.getJoins().isEmpty()) {
                throw proof.refuse(
                        "It pages through joined rows, which Micronaut Data finds by their ids alone, and other"
                                + " tenants may have the same: page without the join");
            }
            return proven(query, narrowed(asked, root, criteria));
        };
    }

    @SuppressWarnings("unchecked")
    public Object deleting(@Nullable Object given) {
        if (given instanceof CriteriaDeleteBuilder<?> builder) {
            return (CriteriaDeleteBuilder<Object>) criteria -> {
                CriteriaDelete<Object> delete = ((CriteriaDeleteBuilder<Object>) builder).build(criteria);
                proven(delete, narrowed(delete.getRestriction(), delete.getRoot(), criteria));
                return delete;
            };
        }
        return (DeleteSpecification<Object>) (root, delete, criteria) -> {
            Predicate asked = null;
            if (given instanceof DeleteSpecification<?> specification) {
                asked = ((DeleteSpecification<Object>) specification).toPredicate(root, delete, criteria);
            } else if (given != null) {
                asked = ((PredicateSpecification<Object>) given).toPredicate(root, criteria);
            }
            return proven(delete, narrowed(asked, root, criteria));
        };
    }

    @SuppressWarnings("unchecked")
    public Object updating(@Nullable Object given) {
        if (given instanceof CriteriaUpdateBuilder<?> builder) {
            return (CriteriaUpdateBuilder<Object>) criteria -> {
                CriteriaUpdate<Object> update = ((CriteriaUpdateBuilder<Object>) builder).build(criteria);
                proven(update, narrowed(update.getRestriction(), update.getRoot(), criteria));
                return update;
            };
        }
        return (UpdateSpecification<Object>) (root, update, criteria) -> {
            Predicate asked =
                    given == null ? null : ((UpdateSpecification<Object>) given).toPredicate(root, update, criteria);
            return proven(update, narrowed(asked, root, criteria));
        };
    }

    private CriteriaQuery<Object> query(CriteriaQueryBuilder<Object> builder, CriteriaBuilder criteria) {
        CriteriaQuery<Object> query = builder.build(criteria);
        Root<?> root = query.getRoots().iterator().next();
        proven(query, narrowed(query.getRestriction(), root, criteria));
        return query;
    }

    private @Nullable Predicate narrowed(@Nullable Predicate asked, Root<?> root, CriteriaBuilder criteria) {
        if (tenantProperty == null) {
            return asked;
        }
        Predicate own = criteria.equal(root.get(tenantProperty), proof.tenant());
        return asked == null ? own : criteria.and(own, asked);
    }

    private @Nullable Predicate proven(CriteriaQuery<?> query, @Nullable Predicate predicate) {
        if (predicate != null) {
            query.where(predicate);
        }
        proof.demand(query);
        return predicate;
    }

    private @Nullable Predicate proven(CriteriaDelete<?> delete, @Nullable Predicate predicate) {
        if (predicate != null) {
            delete.where(predicate);
        }
        proof.demand(delete);
        return predicate;
    }

    private @Nullable Predicate proven(CriteriaUpdate<?> update, @Nullable Predicate predicate) {
        if (predicate != null) {
            update.where(predicate);
        }
        proof.demand(update);
        return predicate;
    }
}

package dev.nostage.partitioning.criteria;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.Verdict;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.data.model.jpa.criteria.impl.QueryResultPersistentEntityCriteriaQuery;
import io.micronaut.data.model.query.builder.QueryParameterBinding;
import io.micronaut.data.model.query.builder.QueryResult;
import io.micronaut.data.model.query.builder.sql.SqlQueryBuilder2;
import java.util.List;

/**
 * Demands of criteria that their SQL keeps to the tenant that asked: sub-queries, joins and what an update sets
 * included.
 */
public final class CriteriaProof {

    private final RepositoryWall wall;
    private final StatementGuard guard;
    private final AnnotationMetadata method;
    private final String name;
    private final String tenant =
            Tenants.current().map(asker -> asker.id().value()).orElse("");

    /**
     * @param method the repository's method, which knows the database's dialect
     * @param name the method's, for the message
     */
    public CriteriaProof(RepositoryWall wall, StatementGuard guard, AnnotationMetadata method, String name) {
        this.wall = wall;
        this.guard = guard;
        this.method = method;
        this.name = name;
    }

    /** Who asked; empty if nobody is worked for, which no row names. */
    String tenant() {
        return tenant;
    }

    void demand(Object criteria) {
        QueryResult sql =
                ((QueryResultPersistentEntityCriteriaQuery) criteria).buildQuery(method, new SqlQueryBuilder2(method));
        Verdict verdict = guard.judge(sql.getQuery());
        if (verdict instanceof Refused refused) {
            throw refuse(refused.message());
        }
        Proven proven = (Proven) verdict;
        List<QueryParameterBinding> bindings = sql.getParameterBindings();
        boolean own = proven.literals().stream().allMatch(tenant::equals)
                && proven.parameters().stream()
                        .allMatch(position -> position <= bindings.size()
                                && tenant.equals(bindings.get(position - 1).getValue()));
        if (proven.isPartitioned() && (tenant.isEmpty() || !own)) {
            throw refuse("Its criteria name another tenant than the one that asks");
        }
    }

    CrossTenantException refuse(String reason) {
        return wall.unproven(name, reason);
    }
}

package dev.nostage.partitioning.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.partitioning.shop.Country;
import dev.nostage.partitioning.shop.Customer;
import dev.nostage.partitioning.shop.Purchase;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.TableName;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.data.model.jpa.criteria.impl.QueryResultPersistentEntityCriteriaQuery;
import io.micronaut.data.model.query.builder.QueryParameterBinding;
import io.micronaut.data.model.query.builder.QueryResult;
import io.micronaut.data.model.query.builder.sql.SqlQueryBuilder2;
import io.micronaut.data.model.runtime.RuntimeEntityRegistry;
import io.micronaut.data.repository.jpa.criteria.CriteriaDeleteBuilder;
import io.micronaut.data.repository.jpa.criteria.CriteriaQueryBuilder;
import io.micronaut.data.repository.jpa.criteria.CriteriaUpdateBuilder;
import io.micronaut.data.repository.jpa.criteria.DeleteSpecification;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import io.micronaut.data.repository.jpa.criteria.QuerySpecification;
import io.micronaut.data.repository.jpa.criteria.UpdateSpecification;
import io.micronaut.data.runtime.criteria.RuntimeCriteriaBuilder;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What criteria become before they are run, and what of them is not. There is no database. */
@SuppressWarnings({"unchecked", "rawtypes"}) // the entities are told apart at run time, as in a repository
final class TenantCriteriaTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final PredicateSpecification<Object> ROPE =
            (root, criteria) -> criteria.equal(root.get("item"), "rope");
    private static final PredicateSpecification<Object> ANOTHERS =
            (root, criteria) -> criteria.equal(root.get("tenantId"), "globex");
    private static final String OWN = "tenant_id\" = ?) [acme]";
    private static final String OWN_ROPE = "tenant_id\" = ? AND purchase_.\"item\" = ?) [acme, rope]";

    private static ApplicationContext application;
    private static MappedPartitions partitions;

    private final RepositoryWall wall = new RepositoryWall(new SecurityLog(() -> 0));
    private final CriteriaBuilder builder =
            new RuntimeCriteriaBuilder(application.getBean(RuntimeEntityRegistry.class));
    private boolean paged;
    private @Nullable String property = "tenantId";

    @BeforeAll
    static void start() {
        application = ApplicationContext.run();
        partitions = new MappedPartitions(application.getBean(RuntimeEntityRegistry.class));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private TenantCriteria criteria() {
        StatementGuard guard = new StatementGuard(partitions, Set.of());
        CriteriaProof proof = new CriteriaProof(wall, guard, AnnotationMetadata.EMPTY_METADATA, "Purchases.find");
        return new TenantCriteria(proof, property, paged);
    }

    /** The condition of what is run, and what is bound in it. */
    private static String where(Object query) {
        QueryResult result = ((QueryResultPersistentEntityCriteriaQuery) query)
                .buildQuery(AnnotationMetadata.EMPTY_METADATA, new SqlQueryBuilder2());
        String sql = result.getQuery();
        int where = sql.indexOf(" WHERE ");
        return (where < 0 ? "" : sql.substring(where))
                + " "
                + result.getParameterBindings().stream()
                        .map(QueryParameterBinding::getValue)
                        .toList();
    }

    private String read(Class entity, @Nullable Object given) {
        return Tenants.callAs(ACME, () -> {
            CriteriaQuery query = builder.createQuery(entity);
            Root root = query.from(entity);
            QuerySpecification narrowed = (QuerySpecification) criteria().reading(given);
            Predicate predicate = narrowed.toPredicate(root, query, builder);
            String proven = where(query);
            if (predicate != null) {
                query.where(predicate);
            }
            assertThat(where(query)).as("what is proven and what is run").isEqualTo(proven);
            return proven;
        });
    }

    private String delete(@Nullable Object given) {
        return Tenants.callAs(ACME, () -> {
            CriteriaDelete delete = builder.createCriteriaDelete(Purchase.class);
            DeleteSpecification narrowed = (DeleteSpecification) criteria().deleting(given);
            return where(delete.where(narrowed.toPredicate(delete.from(Purchase.class), delete, builder)));
        });
    }

    private String update(@Nullable Object given) {
        return Tenants.callAs(ACME, () -> {
            CriteriaUpdate update = builder.createCriteriaUpdate(Purchase.class);
            Root root = update.from(Purchase.class);
            update.set("item", "renamed");
            UpdateSpecification narrowed = (UpdateSpecification) criteria().updating(given);
            return where(update.where(narrowed.toPredicate(root, update, builder)));
        });
    }

    @Test
    void addsTheTenantToWhatIsRead() {
        QuerySpecification<Object> rope = (root, query, criteria) -> ROPE.toPredicate(root, criteria);
        assertThat(read(Purchase.class, null)).endsWith(OWN);
        assertThat(read(Purchase.class, ROPE)).endsWith(OWN_ROPE);
        assertThat(read(Purchase.class, rope)).endsWith(OWN_ROPE);
        refused(() -> read(Purchase.class, ANOTHERS));
    }

    @Test
    void addsTheTenantToWhatIsDeleted() {
        DeleteSpecification<Object> rope = (root, query, criteria) -> ROPE.toPredicate((Root<Object>) root, criteria);
        assertThat(delete(null)).endsWith("\"tenant_id\" = ?) [acme]");
        assertThat(delete(ROPE)).endsWith("\"tenant_id\" = ? AND \"item\" = ?) [acme, rope]");
        assertThat(delete(rope)).endsWith("\"tenant_id\" = ? AND \"item\" = ?) [acme, rope]");
        refused(() -> delete(ANOTHERS));
    }

    @Test
    void addsTheTenantToWhatIsUpdated() {
        UpdateSpecification<Object> rope = (root, query, criteria) -> ROPE.toPredicate((Root<Object>) root, criteria);
        UpdateSpecification<Object> move = (root, query, criteria) -> {
            query.set("tenantId", "globex");
            return null;
        };
        assertThat(update(null)).contains("\"tenant_id\" = ?").endsWith("[renamed, acme]");
        assertThat(update(rope)).contains("\"tenant_id\" = ? AND \"item\" = ?").endsWith("[renamed, acme, rope]");
        refused(() -> update(move));
    }

    @Test
    void addsTheTenantToWhatABuilderMakes() {
        Tenants.runAs(ACME, () -> {
            CriteriaQueryBuilder<Object> rope = criteria -> {
                CriteriaQuery query = criteria.createQuery(Purchase.class);
                return query.where(ROPE.toPredicate(query.from(Purchase.class), criteria));
            };
            assertThat(where(((CriteriaQueryBuilder<?>) criteria().reading(rope)).build(builder)))
                    .endsWith(OWN_ROPE);
            CriteriaDeleteBuilder<Object> gone = criteria -> {
                CriteriaDelete delete = criteria.createCriteriaDelete(Purchase.class);
                return delete.where(ROPE.toPredicate(delete.from(Purchase.class), criteria));
            };
            assertThat(where(((CriteriaDeleteBuilder<?>) criteria().deleting(gone)).build(builder)))
                    .endsWith("[acme, rope]");
            CriteriaUpdateBuilder<Object> renamed = criteria -> {
                CriteriaUpdate update = criteria.createCriteriaUpdate(Purchase.class);
                Root root = update.from(Purchase.class);
                return update.set("item", "renamed").where(ROPE.toPredicate(root, criteria));
            };
            assertThat(where(((CriteriaUpdateBuilder<?>) criteria().updating(renamed)).build(builder)))
                    .endsWith("[renamed, acme, rope]");
            CriteriaUpdateBuilder<Object> moved = criteria -> {
                CriteriaUpdate update = criteria.createCriteriaUpdate(Purchase.class);
                update.from(Purchase.class);
                return update.set("tenantId", "globex");
            };
            refused(() -> ((CriteriaUpdateBuilder<?>) criteria().updating(moved)).build(builder));
            CriteriaDeleteBuilder<Object> anothers = criteria -> {
                CriteriaDelete delete = criteria.createCriteriaDelete(Purchase.class);
                return delete.where(ANOTHERS.toPredicate(delete.from(Purchase.class), criteria));
            };
            refused(() -> ((CriteriaDeleteBuilder<?>) criteria().deleting(anothers)).build(builder));
        });
    }

    @Test
    void pagesThroughNoJoinedRows() {
        QuerySpecification<Object> joined =
                (root, query, criteria) -> criteria.equal(root.join("customer").get("name"), "Bob");
        assertThat(read(Purchase.class, joined)).endsWith("[acme, Bob]");
        paged = true;
        assertThat(read(Purchase.class, ROPE)).endsWith(OWN_ROPE);
        assertThatThrownBy(() -> read(Purchase.class, joined))
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("pages through joined rows");
    }

    @Test
    void leavesCriteriaOfSharedRowsAsTheyAreAndKeepsThemFromATenants() {
        property = null;
        PredicateSpecification<Object> german = (root, criteria) -> criteria.equal(root.get("code"), "de");
        QuerySpecification<Object> spying = (root, query, criteria) -> {
            var others = query.subquery(Long.class);
            Root<Customer> customer = others.from(Customer.class);
            return criteria.exists(
                    others.select(customer.get("id")).where(criteria.equal(customer.get("name"), "Ann")));
        };
        assertThat(read(Country.class, null)).isEqualTo(" []");
        assertThat(read(Country.class, german)).endsWith("[de]");
        refused(() -> read(Country.class, spying));
    }

    @Test
    void provesNothingForNobody() {
        assertThatThrownBy(() -> {
                    CriteriaQuery query = builder.createQuery(Purchase.class);
                    Root root = query.from(Purchase.class);
                    ((QuerySpecification) criteria().reading(null)).toPredicate(root, query, builder);
                })
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("Purchases.find was not run");
    }

    @Test
    void knowsWhoseRowsTheTablesHoldThatEntitiesMap() {
        assertThat(partitions.kindOf(new TableName(null, "purchase"))).isEqualTo(Kind.PARTITIONED);
        assertThat(partitions.kindOf(new TableName("any", "purchase"))).isEqualTo(Kind.PARTITIONED);
        assertThat(partitions.kindOf(new TableName(null, "country_code"))).isEqualTo(Kind.SHARED);
        assertThat(partitions.kindOf(new TableName(null, "unmapped"))).isEqualTo(Kind.UNKNOWN);
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(CrossTenantException.class);
    }
}

package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Probe.of;

import io.micronaut.data.model.CursoredPageable;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.CriteriaQueryBuilder;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import io.micronaut.data.repository.jpa.criteria.QuerySpecification;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.List;
import java.util.Optional;

/** Reads by methods whose SQL Micronaut Data writes, over one entity and over two. */
final class GeneratedReads {

    static final PredicateSpecification<Object> ANY = (root, criteria) -> criteria.like(root.get("item"), "%");

    private static final Sort BY_ITEM = Sort.of(Sort.Order.asc("item"));

    private static final String POINTS_AT_ACMES =
            "insert into booking (id, tenant_id, item, amount, version, account_id) values (4, 'globex', 'pointer', 1, 0, 1)";

    private static final String CHILD_OF_GLOBEXS =
            "insert into booking (id, tenant_id, item, amount, version, account_id) values (8, 'acme', 'ACME-child', 770014,"
                    + " 0, 3)";

    private GeneratedReads() {}

    static List<Probe> probes() {
        return List.of(
                of(1, "findById", b -> b.saw(b.bookings().findById(1L))),
                of(2, "findAll", b -> b.saw(b.bookings().findAll())),
                of(3, "findAll sorted", b -> b.saw(b.bookings().findAll(BY_ITEM))),
                of(4, "findByIdIn", b -> b.saw(b.bookings().findByIdIn(List.of(1L, 2L, 3L)))),
                of(5, "findByItem", b -> b.saw(b.bookings().findByItem("ACME-anvil"))),
                of(6, "findByItemOrItemLike", b -> b.saw(b.bookings().findByItemOrItemLike("ball", "%"))),
                of(7, "searchByItemLike", b -> b.saw(b.bookings().searchByItemLike("%"))),
                of(8, "findItemById", b -> b.saw(b.bookings().findItemById(1L))),
                of(9, "existsById", b -> b.expect(b.bookings().existsById(1L), false)),
                of(9, "existsByItem", b -> b.expect(b.bookings().existsByItem("ACME-anvil"), false)),
                of(10, "count", b -> b.expect(b.bookings().count(), 2L)),
                of(10, "countByItemLike", b -> b.expect(b.bookings().countByItemLike("%"), 2L)),
                of(11, "maximum", b -> b.expect(b.bookings().findMaxAmountByItemLike("%"), Optional.of(7))),
                of(11, "minimum", b -> b.expect(b.bookings().findMinAmountByItemLike("A%"), Optional.empty())),
                of(11, "sum", b -> b.expect(b.bookings().findSumAmountByItemLike("%"), Optional.of(12L))),
                of(12, "findByItemLike, paged", b -> {
                    var page = b.bookings().findByItemLike("%", Pageable.from(0, 10, BY_ITEM));
                    b.saw(page.getContent());
                    b.expect(page.getTotalSize(), 2L);
                }),
                of(13, "forward", b -> {
                    var page = b.bookings().find(CursoredPageable.from(1, BY_ITEM));
                    b.saw(page.getContent());
                    b.saw(b.bookings().find(page.nextPageable()).getContent());
                }),
                of(
                        13,
                        "with a forged cursor",
                        b -> b.saw(b.bookings()
                                .find(Pageable.afterCursor(Pageable.Cursor.of("ACME-", 0L), 0, 10, BY_ITEM))
                                .getContent())),
                of(
                        13,
                        "backward with a forged cursor",
                        b -> b.saw(b.bookings()
                                .find(Pageable.beforeCursor(Pageable.Cursor.of("a", 0L), 1, 10, BY_ITEM))
                                .getContent())),
                of(14, "findByTenantId", b -> b.saw(b.bookings().findByTenantId("acme"))),
                of(16, "null", b -> b.saw(b.bookings().findAll((QuerySpecification<Object>) null))),
                of(16, "wildcard", b -> b.saw(b.bookings().findAll(ANY))),
                of(16, "count", b -> b.expect(b.bookings().count(ANY), 2L)),
                of(16, "exists", b -> b.expect(b.bookings().exists(item("ACME-anvil")), false)),
                of(16, "one", b -> b.saw(b.bookings().findOne(item("ACME-anvil")))),
                of(16, "page", b -> {
                    var page = b.bookings().findAll(ANY, Pageable.from(0, 10, BY_ITEM));
                    b.saw(page.getContent());
                    b.expect(page.getTotalSize(), 2L);
                }),
                of(
                        17,
                        "disjunction",
                        b -> b.saw(b.bookings().findAll((PredicateSpecification<Object>)
                                (root, criteria) -> criteria.or(
                                        criteria.equal(root.get("tenantId"), "globex"),
                                        criteria.isTrue(criteria.literal(true)))))),
                of(
                        17,
                        "names the tenant",
                        b -> b.saw(b.bookings().findAll((PredicateSpecification<Object>)
                                (root, criteria) -> criteria.equal(root.get("tenantId"), "acme")))),
                of(17, "built", b -> b.saw(b.bookings().findAll(built(b.world)))),
                of(
                        18,
                        "exists",
                        b -> b.expect(b.bookings().findAll(spying(b.world)).size(), 0)),
                of(20, "planted", b -> b.saw(b.bookings().queryByItem("pointer")))
                        .planted("globex", POINTS_AT_ACMES),
                of(20, "same id", b -> b.saw(b.bookings().queryByItemLike("%"))),
                of(21, "planted", b -> b.saw(b.accounts().findByName("bea"))).planted("acme", CHILD_OF_GLOBEXS),
                of(21, "same id", b -> b.saw(b.accounts().findByName("bob"))),
                of(25, "planted", b -> b.expect(b.bookings().countByAccountName("ACME-ann"), 0L))
                        .planted("globex", POINTS_AT_ACMES),
                of(25, "same id", b -> b.expect(b.bookings().countByAccountName("ACME-amy"), 0L)),
                of(26, "planted", b -> b.saw(b.bookings().findAccountNameByItem("pointer")))
                        .planted("globex", POINTS_AT_ACMES),
                of(26, "same id", b -> b.saw(b.bookings().findAccountNameByItem("ball"))),
                of(27, "planted", b -> b.expect(b.accounts().countByBookingsItem("ACME-child"), 0L))
                        .planted("acme", CHILD_OF_GLOBEXS),
                of(
                                28,
                                "planted",
                                b -> b.expect(
                                        b.accounts()
                                                .findByBookingsItem("ACME-child")
                                                .size(),
                                        0))
                        .planted("acme", CHILD_OF_GLOBEXS),
                of(
                        28,
                        "same id",
                        b -> b.expect(
                                b.accounts().findByBookingsItem("ACME-axe").size(), 0)),
                of(56, "for update", b -> b.saw(b.bookings().findByIdForUpdate(1L))));
    }

    private static PredicateSpecification<Object> item(String item) {
        return (root, criteria) -> criteria.equal(root.get("item"), item);
    }

    @SuppressWarnings("unchecked") // the entity is what the world says
    private static CriteriaQueryBuilder<Object> built(World world) {
        return criteria -> {
            CriteriaQuery<Object> query = (CriteriaQuery<Object>) criteria.createQuery(world.bookingType());
            Root<?> root = query.from(world.bookingType());
            return query.where(criteria.like(root.get("item"), "%"));
        };
    }

    private static QuerySpecification<Object> spying(World world) {
        return (root, query, criteria) -> {
            Subquery<Long> others = query.subquery(Long.class);
            Root<?> account = others.from(world.accountType());
            return criteria.exists(
                    others.select(account.get("id")).where(criteria.equal(account.get("name"), "ACME-ann")));
        };
    }
}

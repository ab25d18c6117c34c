package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Probe.of;

import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.data.model.CursoredPageable;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.QuerySpecification;
import io.micronaut.data.repository.jpa.criteria.UpdateSpecification;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.sql.PreparedStatement;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a tenant does with its own rows. It fails if a wall refuses it, or answers other than without. */
final class LegitimateWork {

    private static final Sort BY_ITEM = Sort.of(Sort.Order.asc("item"));

    private LegitimateWork() {}

    static void expect(Object answer, Object expected) {
        if (!Objects.equals(answer, expected)) {
            throw new IllegalStateException("answered " + answer + " instead of " + expected);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // which entity it is, attacks need not know, but this does
    private static Bookings<Booking> bookings(Attempt attempt) {
        return (Bookings) attempt.lawful.<Bookings<Object>>repository("Bookings");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Accounts<Account> accounts(Attempt attempt) {
        return (Accounts) attempt.lawful.<Accounts<Object>>repository("Accounts");
    }

    private static Booking booking(String item, Account account) {
        return new Booking(null, null, item, 3, null, account);
    }

    private static Booking renamed(Booking booking, String item) {
        return new Booking(booking.id(), booking.tenantId(), item, booking.amount(), booking.version(), null);
    }

    private static List<String> items(List<Booking> bookings) {
        return bookings.stream().map(Booking::item).sorted().toList();
    }

    /** What Micronaut Data alone cannot do, or not for one tenant. */
    static List<Probe> walled() {
        return List.of(
                of(0, "save, update and delete lists", LegitimateWork::lists),
                of(0, "specifications", LegitimateWork::specifications));
    }

    static List<Probe> everywhere() {
        return List.of(
                of(0, "save, find, update and delete a row", LegitimateWork::oneRow),
                of(0, "keep to a version", LegitimateWork::versions),
                of(0, "page, by number and by cursor", LegitimateWork::pages),
                of(0, "project and aggregate", LegitimateWork::projections),
                of(0, "join", LegitimateWork::joins),
                of(0, "save a parent with its children", LegitimateWork::cascades),
                of(0, "late results", LegitimateWork::lateResults),
                of(0, "transactions of two tenants, one in the other", LegitimateWork::transactions),
                of(0, "plain batches, keys and savepoints", LegitimateWork::plain),
                of(
                        0,
                        "shared rows, with no tenant",
                        b -> Attempt.nobody(() -> {
                            Regions regions = b.lawful.repository("Regions");
                            expect(regions.findById("de").map(Region::name).orElse(""), "Germany");
                            return null;
                        })),
                of(0, "an id that another tenant has", b -> {
                    Coupons<Object> coupons = b.lawful.repository("Coupons");
                    expect(coupons.findById("B1").isPresent(), true);
                    expect(coupons.findById("A1").isPresent(), false);
                }));
    }

    private static void oneRow(Attempt b) {
        Booking saved = bookings(b).save(booking("bow", null));
        expect(saved.tenantId(), "globex");
        expect(bookings(b).findById(saved.id()).map(Booking::item).orElse(""), "bow");
        bookings(b).update(renamed(saved, "bell"));
        expect(bookings(b).existsByItem("bell"), true);
        bookings(b).update(saved.id(), "belt");
        expect(bookings(b).updateByItem("belt", 8), 1L);
        expect(bookings(b).deleteByItem("belt"), 1L);
        bookings(b).deleteById(2L);
        expect(items(bookings(b).findAll()), List.of("bat"));
    }

    private static void lists(Attempt b) {
        List<Booking> saved = bookings(b).saveAll(List.of(booking("x", null), booking("y", null)));
        bookings(b)
                .updateAll(saved.stream()
                        .map(one -> renamed(one, one.item() + "2"))
                        .toList());
        expect(items(bookings(b).findAll()), List.of("ball", "bat", "x2", "y2"));
        bookings(b).deleteAll(bookings(b).findByItem("x2"));
        expect(bookings(b).count(), 3L);
        bookings(b).deleteAll();
        expect(bookings(b).count(), 0L);
    }

    private static void versions(Attempt b) {
        Booking read = bookings(b).findById(2L).orElseThrow();
        bookings(b).update(renamed(read, "first"));
        try {
            bookings(b).update(renamed(read, "second"));
        } catch (OptimisticLockException e) {
            expect(items(bookings(b).findAll()), List.of("bat", "first"));
            return;
        }
        throw new IllegalStateException("an old version was written");
    }

    private static void pages(Attempt b) {
        var page = bookings(b).findByItemLike("b%", Pageable.from(0, 1, BY_ITEM));
        expect(page.getTotalSize(), 2L);
        expect(items(page.getContent()), List.of("ball"));
        var first = bookings(b).find(CursoredPageable.from(1, BY_ITEM));
        expect(items(bookings(b).find(first.nextPageable()).getContent()), List.of("bat"));
    }

    private static void projections(Attempt b) {
        expect(bookings(b).searchByItemLike("ba_"), List.of(new Line("bat", 7)));
        expect(bookings(b).findItemById(2L).orElse(""), "ball");
        expect(bookings(b).findSumAmountByItemLike("%").orElse(0L), 12L);
    }

    private static void joins(Attempt b) {
        expect(bookings(b).queryByItem("bat").get(0).account().name(), "bea");
        expect(items(bookings(b).findByAccountName("bob")), List.of("ball"));
        expect(bookings(b).findAccountNameByItem("bat"), List.of("bea"));
        expect(items(accounts(b).findByName("bea").get(0).bookings()), List.of("bat"));
        expect(accounts(b).findByBookingsItem("ball").get(0).name(), "bob");
    }

    private static void cascades(Attempt b) {
        accounts(b).save(new Account(null, null, "ben", List.of(booking("kite", null), booking("kit", null))));
        expect(items(accounts(b).findByName("ben").get(0).bookings()), List.of("kit", "kite"));
        Account known = accounts(b).findById(3L).orElseThrow();
        bookings(b).save(booking("cap", known));
        expect(bookings(b).findAccountNameByItem("cap"), List.of("bea"));
    }

    private static void specifications(Attempt b) {
        QuerySpecification<Booking> own = (root, query, criteria) -> {
            Subquery<Long> others = query.subquery(Long.class);
            Root<Account> account = others.from(Account.class);
            return criteria.exists(others.select(account.get("id"))
                    .where(
                            criteria.equal(account.get("tenantId"), "globex"),
                            criteria.equal(account.get("name"), "bea")));
        };
        expect(items(bookings(b).findAll(own)), List.of("ball", "bat"));
        QuerySpecification<Booking> joined =
                (root, query, criteria) -> criteria.equal(root.join("account").get("name"), "bea");
        expect(items(bookings(b).findAll(joined)), List.of("bat"));
        UpdateSpecification<Booking> rename = (root, update, criteria) -> {
            update.set("item", "new");
            return criteria.and(
                    criteria.equal(root.get("item"), "bat"), criteria.equal(root.get("tenantId"), "globex"));
        };
        expect(bookings(b).updateAll(rename), 1L);
    }

    private static void lateResults(Attempt b) throws Exception {
        try (Stream<Booking> stream = bookings(b).getByItemLike("%")) {
            expect(items(stream.toList()), List.of("ball", "bat"));
        }
        expect(items(bookings(b).readByItemLike("%").get(60, TimeUnit.SECONDS)), List.of("ball", "bat"));
        expect(
                items(bookings(b).retrieveByItemLike("%").collectList().block(java.time.Duration.ofSeconds(60))),
                List.of("ball", "bat"));
    }

    private static void transactions(Attempt b) throws Exception {
        b.transactions().executeRead(status -> {
            expect(bookings(b).count(), 2L);
            long others = Attempt.acme(() -> b.transactions()
                    .execute(
                            TransactionDefinition.of(Propagation.REQUIRES_NEW),
                            inner -> bookings(b).count()));
            expect(others, 3L);
            return bookings(b).count();
        });
        expect(bookings(b).count(), 2L);
    }

    private static void plain(Attempt b) throws Exception {
        b.jdbc(connection -> {
            try (PreparedStatement batch = connection.prepareStatement(
                    "insert into booking (tenant_id, item, amount) values (?, ?, ?)", new String[] {"id"})) {
                for (String item : List.of("p", "q")) {
                    batch.setString(1, "globex");
                    batch.setString(2, item);
                    batch.setInt(3, 1);
                    batch.addBatch();
                }
                expect(batch.executeBatch().length, 2);
                expect(Attempt.read(batch.getGeneratedKeys()).size(), 2);
            }
            Savepoint taken = connection.setSavepoint();
            Attempt.run(connection, "delete from booking where tenant_id = ?", "globex");
            connection.rollback(taken);
            expect(Attempt.run(connection, Contexts.OWN, "globex").size(), 4);
        });
    }
}

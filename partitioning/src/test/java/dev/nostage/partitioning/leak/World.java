package dev.nostage.partitioning.leak;

import io.micronaut.context.ApplicationContext;
import java.util.List;

/** Repositories and their entities, as one writes them with the walls or without; so that attacks need not know which. */
final class World {

    private final ApplicationContext application;
    private final ClassLoader classes;
    private final Database database;
    private final boolean bare;

    World(ApplicationContext application, ClassLoader classes, Database database, boolean bare) {
        this.application = application;
        this.classes = classes;
        this.database = database;
        this.bare = bare;
    }

    @SuppressWarnings("unchecked")
    <T> T repository(String name) {
        return (T) application.getBean(Repositories.type(classes, database, bare ? "Bare" + name : name));
    }

    Object account(Long id, String tenant, String name, Object... bookings) {
        return bare
                ? new BareAccount(
                        id,
                        tenant,
                        name,
                        List.of(bookings).stream().map(BareBooking.class::cast).toList())
                : new Account(
                        id,
                        tenant,
                        name,
                        List.of(bookings).stream().map(Booking.class::cast).toList());
    }

    Object booking(Long id, String tenant, String item, Object account) {
        return bare
                ? new BareBooking(id, tenant, item, 1, id == null ? null : 0L, (BareAccount) account)
                : new Booking(id, tenant, item, 1, id == null ? null : 0L, (Account) account);
    }

    Object coupon(String code, String tenant, String note) {
        return bare ? new BareCoupon(code, tenant, note) : new Coupon(code, tenant, note);
    }

    Class<?> bookingType() {
        return bare ? BareBooking.class : Booking.class;
    }

    Class<?> accountType() {
        return bare ? BareAccount.class : Account.class;
    }
}

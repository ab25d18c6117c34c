package dev.nostage.shop;

import dev.nostage.shop.sale.Pricing;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.annotation.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What a shop may have besides, for a test: a route of the sale's, one that takes its time, and one with SQL of its own. */
@Requires(property = "moved-clock")
@Controller("/stall")
@ExecuteOn(TaskExecutors.BLOCKING)
class SaleStall {

    private static final BigDecimal HUNDRED = new BigDecimal("100.00");

    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch mayGoOn = new CountDownLatch(1);

    private final Pricing pricing;
    private final Clock clock;
    private final DataSource rows;

    SaleStall(Pricing pricing, Clock clock, DataSource rows) {
        this.pricing = pricing;
        this.clock = clock;
        this.rows = rows;
    }

    @Get("/gift")
    @LiveFrom("anniversary-sale")
    String gift() {
        return "a teapot";
    }

    /** The price and the time, before and after somebody lets it go on. */
    @Get("/slow")
    String slow() throws InterruptedException {
        String before = told();
        entered.countDown();
        return mayGoOn.await(60, TimeUnit.SECONDS) ? before + "\n" + told() : "nobody let it go on";
    }

    private String told() {
        return pricing.price(HUNDRED) + " " + clock.instant();
    }

    @Post("/raw")
    @Transactional
    int raw() throws SQLException {
        try (Connection connection = rows.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update product set price = 0.01 where tenant_id = ?")) {
            update.setString(1, Tenants.require().id().value());
            return update.executeUpdate();
        }
    }
}

package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the guide tells operators of a database that gives no connection, which is the directory's too. */
@MicronautTest(transactional = false)
@Property(name = "datasources.default.maximum-pool-size", value = "" + DatabaseOutageIT.POOL)
@Property(name = "datasources.default.connection-timeout", value = "1000")
@Property(name = "nostage.tenancy.directory-cache.time-to-live", value = "0s")
@Property(name = "nostage.tenancy.reaper.enabled", value = "false")
class DatabaseOutageIT {

    /** As few as the guide says: migrations hold them at once, those of the directory among them. */
    static final int POOL = 5;

    @Inject
    ShopClient shop;

    @Inject
    DataSource database;

    @Test
    void nobodyIsLetInUnprovenAndItGoesOnByItself() throws Exception {
        assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(200);

        List<Connection> taken = takeAll();
        try {
            assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(500);
            assertThat(shop.get("/products", tenant("nobody")).status()).isEqualTo(500);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(200);
        assertThat(shop.get("/products", tenant("nobody")).status()).isEqualTo(403);
    }

    private List<Connection> takeAll() throws SQLException {
        DataSource pool = DelegatingDataSource.unwrapDataSource(database);
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            taken.add(pool.getConnection());
        }
        return taken;
    }
}

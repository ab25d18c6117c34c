package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the guide tells operators of a database that gives no connection, which is the directory's too. */
@MicronautTest(transactional = false)
@Property(name = "datasources.default.maximum-pool-size", value = "3") // as few as the guide allows
@Property(name = "datasources.default.connection-timeout", value = "250")
@Property(name = "nostage.tenancy.directory-cache.time-to-live", value = "0s")
@Property(name = "nostage.tenancy.reaper.enabled", value = "false")
class DatabaseOutageIT {

    @Inject
    ShopClient shop;

    @Inject
    DataSource database;

    @Test
    void nobodyIsLetInUnprovenAndItGoesOnByItself() throws Exception {
        assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(200);

        DataSource pool = DelegatingDataSource.unwrapDataSource(database);
        try (Connection one = pool.getConnection();
                Connection another = pool.getConnection();
                Connection last = pool.getConnection()) {
            assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(500);
            assertThat(shop.get("/products", tenant("nobody")).status()).isEqualTo(500);
        }

        assertThat(shop.get("/sale", tenant("acme")).status()).isEqualTo(200);
        assertThat(shop.get("/products", tenant("nobody")).status()).isEqualTo(403);
    }
}

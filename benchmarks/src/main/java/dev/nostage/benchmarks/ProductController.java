package dev.nostage.benchmarks;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.annotation.PreDestroy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** What services do all day: a page of 20 rows of one tenant's, out of a database in memory, as JSON. */
@Controller("/products")
final class ProductController {

    static final int PAGE = 20;

    private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");

    private final Recommendations recommendations;

    ProductController(Recommendations recommendations) throws SQLException {
        this.recommendations = recommendations;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table product (tenant_id varchar(63), sku varchar(40), name varchar(100),"
                    + " price decimal(12, 2), primary key (tenant_id, sku))");
            statement.execute("insert into product select case when x % 2 = 0 then 'acme' else 'globex' end,"
                    + " 'sku-' || (1000 + x), 'Product number ' || x, x + 0.99 from system_range(1, 1000)");
        }
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    List<Product> page() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("select sku, name, price from product"
                        + " where tenant_id = ? order by tenant_id, sku limit " + PAGE)) {
            statement.setString(1, "acme");
            List<Product> page = new ArrayList<>(PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new Product(rows.getString(1), rows.getString(2), rows.getBigDecimal(3)));
                }
            }
            return page;
        }
    }

    /** The same page, those first that another service recommends. */
    @Get("/recommended")
    @ExecuteOn(TaskExecutors.BLOCKING)
    List<Product> recommendedFirst() throws SQLException {
        List<Product> page = page();
        List<String> recommended = recommendations.skus();
        page.sort(Comparator.comparing(product -> !recommended.contains(product.sku())));
        return page;
    }

    @PreDestroy
    void close() {
        pool.dispose();
    }

    /** A row. */
    record Product(String sku, String name, BigDecimal price) {}
}

package dev.nostage.benchmarks;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What services do all day: a page of 20 rows of one tenant's, out of a database, as JSON. */
@Controller("/products")
final class ProductController {

    static final int PAGE = 20;

    private final Shop shop;
    private final Recommendations recommendations;

    ProductController(Shop shop, Recommendations recommendations) {
        this.shop = shop;
        this.recommendations = recommendations;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    List<Product> page() throws SQLException {
        try (Connection connection = shop.connection();
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

    /** A row. */
    record Product(String sku, String name, BigDecimal price) {}
}

package dev.nostage.benchmarks;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** An order: another service is asked, and in one transaction a product is read and an order written. */
@Controller("/orders")
final class OrderController {

    private final Shop shop;
    private final Recommendations recommendations;

    OrderController(Shop shop, Recommendations recommendations) {
        this.shop = shop;
        this.recommendations = recommendations;
    }

    @Post
    @Status(HttpStatus.CREATED)
    @ExecuteOn(TaskExecutors.BLOCKING)
    List<Order> place() throws SQLException {
        String sku = recommendations.skus().get(0);
        try (Connection connection = shop.connection()) {
            connection.setAutoCommit(false);
            BigDecimal price = price(connection, sku);
            try (PreparedStatement statement =
                    connection.prepareStatement("insert into purchase (tenant_id, sku, price) values (?, ?, ?)")) {
                statement.setString(1, "acme");
                statement.setString(2, sku);
                statement.setBigDecimal(3, price);
                statement.executeUpdate();
            }
            connection.commit();
            return List.of(new Order(sku, price));
        }
    }

    private static BigDecimal price(Connection connection, String sku) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select price from product where tenant_id = ? and sku = ?")) {
            statement.setString(1, "acme");
            statement.setString(2, sku);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBigDecimal(1);
            }
        }
    }

    /** What was bought. */
    record Order(String sku, BigDecimal price) {}
}

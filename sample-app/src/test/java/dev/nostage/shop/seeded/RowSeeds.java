package dev.nostage.shop.seeded;

import java.util.List;

/** Mistakes with tables, entities and repositories: what would let a statement touch rows of others. */
final class RowSeeds {

    private static final String ORDERS = "order/PurchaseOrderRepository.java";
    private static final String LIST = "    List<PurchaseOrder> list(Pageable page);\n";

    static final List<Seed> ALL = List.of(
            Seed.of("a query over everybody's orders")
                    .code(ORDERS, LIST, LIST + """

                                @io.micronaut.data.annotation.Query("select * from purchase_order where sku = :sku")
                                List<PurchaseOrder> soldOf(String sku);
                            """)
                    .caughtBy(
                            Catcher.COMPILER,
                            "PurchaseOrderRepository cannot be walled: the method soldOf reaches table \"purchase_order\" by SQL"
                                    + " that has no predicate"),
            Seed.of("a repository that is handed the data source")
                    .code(
                            ORDERS,
                            "interface PurchaseOrderRepository extends CrudRepository<PurchaseOrder, UUID> {",
                            """
                            abstract class PurchaseOrderRepository implements CrudRepository<PurchaseOrder, UUID> {

                                PurchaseOrderRepository(javax.sql.DataSource database) {}
                            """)
                    .code(ORDERS, LIST, "    abstract List<PurchaseOrder> list(Pageable page);\n")
                    .caughtBy(
                            Catcher.COMPILER,
                            "PurchaseOrderRepository cannot be walled: the parameter database is a DataSource"),
            Seed.of("a build that forgets our processor")
                    .withoutOurProcessor()
                    .caughtBy(Catcher.START, "dev.nostage.shop.catalogue.ProductRepository has no wall"),
            Seed.of("customers' rows declared as everybody's")
                    .code(
                            "order/PurchaseOrder.java",
                            "@MappedEntity(\"purchase_order\")",
                            "@dev.nostage.partitioning.Shared(because = \"orders are looked at by all\")\n"
                                    + "@MappedEntity(\"purchase_order\")")
                    .code("order/PurchaseOrder.java", "@TenantId @Nullable String", "@Nullable String")
                    .caughtBy(
                            Catcher.COMPILER,
                            "reaches rows that are a tenant's from the repository of PurchaseOrder, whose rows are everybody's"),
            Seed.of("a key without the tenant")
                    .resource("db/migration/V1__shop.sql", "primary key (tenant_id, id),", "primary key (id),")
                    .caughtBy(Catcher.START, "PUBLIC.PURCHASE_ORDER [PRIMARY_KEY] has \"CONSTRAINT_"),
            Seed.of("an entity that is nobody's")
                    .file("order/Wish.java", """
                            package dev.nostage.shop.order;

                            import io.micronaut.data.annotation.Id;
                            import io.micronaut.data.annotation.MappedEntity;
                            import java.util.UUID;

                            @MappedEntity
                            record Wish(@Id UUID id, String customer, String sku) {}
                            """)
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "Entity <dev.nostage.shop.order.Wish> has no @TenantId and is not @Shared in (Wish.java:"),
            Seed.of("a report that asks the database itself")
                    .file("order/ReportController.java", """
                            package dev.nostage.shop.order;

                            import io.micronaut.http.annotation.Controller;
                            import io.micronaut.http.annotation.Get;
                            import io.micronaut.scheduling.TaskExecutors;
                            import io.micronaut.scheduling.annotation.ExecuteOn;
                            import io.micronaut.transaction.annotation.Transactional;
                            import java.sql.Connection;
                            import java.sql.ResultSet;
                            import java.sql.SQLException;
                            import java.sql.Statement;

                            @ExecuteOn(TaskExecutors.BLOCKING)
                            @Controller("/report")
                            class ReportController {

                                private final Connection connection;

                                ReportController(Connection connection) {
                                    this.connection = connection;
                                }

                                @Get
                                @Transactional
                                String sold() throws SQLException {
                                    StringBuilder sold = new StringBuilder();
                                    try (Statement statement = connection.createStatement();
                                            ResultSet rows = statement.executeQuery("select sku, total from purchase_order")) {
                                        while (rows.next()) {
                                            sold.append(rows.getString(1)).append(rows.getString(2));
                                        }
                                    }
                                    return sold.toString();
                                }
                            }
                            """)
                    .caughtBy(
                            Catcher.ISOLATION,
                            "GET /report was answered its own tenant with 500"
                                    + " {\"type\":\"urn:nostage:problem:cross-tenant-blocked\""),
            Seed.of("a report that opens the database beside the pool")
                    .file("order/ReportController.java", """
                            package dev.nostage.shop.order;

                            import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
                            import io.micronaut.http.annotation.Controller;
                            import io.micronaut.http.annotation.Get;
                            import io.micronaut.scheduling.TaskExecutors;
                            import io.micronaut.scheduling.annotation.ExecuteOn;
                            import java.sql.Connection;
                            import java.sql.DriverManager;
                            import java.sql.ResultSet;
                            import java.sql.SQLException;
                            import java.sql.Statement;

                            @ExecuteOn(TaskExecutors.BLOCKING)
                            @Controller("/report")
                            class ReportController {

                                private final DatasourceConfiguration database;

                                ReportController(DatasourceConfiguration database) {
                                    this.database = database;
                                }

                                @Get
                                String sold() throws SQLException {
                                    StringBuilder sold = new StringBuilder();
                                    try (Connection connection = DriverManager.getConnection(database.getUrl(), "sa", "");
                                            Statement statement = connection.createStatement();
                                            ResultSet rows = statement.executeQuery("select id, sku from purchase_order")) {
                                        while (rows.next()) {
                                            sold.append(rows.getString(1)).append(rows.getString(2));
                                        }
                                    }
                                    return sold.toString();
                                }
                            }
                            """)
                    .caughtBy(Catcher.ISOLATION, "GET /report told another tenant"));

    private RowSeeds() {}
}

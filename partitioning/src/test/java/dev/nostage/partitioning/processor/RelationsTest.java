package dev.nostage.partitioning.processor;

import static dev.nostage.partitioning.processor.Compilation.COUNTRY;
import static dev.nostage.partitioning.processor.Compilation.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelationsTest {

    private static final String TIED = "@JoinColumn(name = \"customer_id\", referencedColumnName = \"id\")"
            + " @JoinColumn(name = \"tenant_id\", referencedColumnName = \"tenant_id\") ";

    private static final String CUSTOMER = "@MappedEntity record Customer(@Id Long id, @TenantId String tenantId,"
            + " String name, @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = \"customer\","
            + " cascade = Relation.Cascade.PERSIST) List<Ledger> ledgers) {} ";

    private static final String SHOP = COUNTRY + CUSTOMER
            + "@MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, String entry,"
            + " @Relation(Relation.Kind.MANY_TO_ONE) Country country, @Relation(Relation.Kind.MANY_TO_ONE) "
            + TIED + "Customer customer) {} ";

    private static final String CRUD = "extends CrudRepository<Ledger, Long>";

    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Join(\"customer\") List<Ledger> findByEntry(String entry);",
                "@Join(value = \"customer\", type = Join.Type.LEFT_FETCH) List<Ledger> findByEntry(String entry);",
                "@Join(\"country\") @Join(\"customer\") Optional<Ledger> findById(Long id);",
                "@Join(\"customer.ledgers\") List<Ledger> findByEntry(String entry);",
                "List<Ledger> findByCustomerName(String name); long countByCustomerName(String name);",
                "List<Ledger> findByCustomerNameOrCountryCode(String name, String code);",
                "List<String> findCustomerNameByEntry(String entry); List<Ledger> findByCustomer(Customer customer);",
                "Page<Ledger> findByCustomerName(String name, Pageable page);"
            })
    void compilesJoinsThatCarryTheTenant(String methods) {
        assertThat(Compilation.errors(classes, SHOP, CRUD, methods)).isEmpty();
    }

    @Test
    void failsForAPageOfJoinedRowsWhichIsFoundByIdsAlone() {
        assertThat(Compilation.errors(
                        classes,
                        SHOP,
                        CRUD,
                        "@Join(\"customer\") Page<Ledger> findByEntry(String entry, Pageable page);"))
                .contains("the method findByEntry pages through joined rows");
    }

    @Test
    void compilesJoinsToMany() {
        assertThat(Compilation.errors(
                        classes,
                        SHOP,
                        "extends CrudRepository<Customer, Long>",
                        "@Join(\"ledgers\") List<Customer> findByName(String name);"
                                + " List<Customer> findByLedgersEntry(String entry);"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Relation(Relation.Kind.MANY_TO_ONE) Customer customer                      | the relation Ledger.customer joins rows by their id alone
            @Relation(Relation.Kind.ONE_TO_ONE) @JoinColumn(name = "customer_id", referencedColumnName = "id") Customer customer | the relation Ledger.customer joins rows by their id alone
            @Relation(Relation.Kind.MANY_TO_MANY) List<Customer> customers              | the relation Ledger.customers is kept in a table of its own
            @Relation(Relation.Kind.ONE_TO_MANY) List<Customer> customers               | the relation Ledger.customers is kept in a table of its own
            @Relation(Relation.Kind.MANY_TO_MANY) List<Country> countries               | the relation Ledger.countries is kept in a table of its own
            @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = "ledger") List<Customer> customers | is mapped by ledger, which is no relation
            @Relation(Relation.Kind.MANY_TO_ONE) Region region                          | the relation Ledger.region leads to Region, which has no @TenantId
            """)
    void failsForARelationThatDoesNot(String relation, String complaint) {
        String entities = COUNTRY
                + "@MappedEntity record Customer(@Id Long id, @TenantId String tenantId) {}"
                + " @MappedEntity record Region(@Id Long id) {}"
                + " @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, " + relation + ") {} ";
        assertThat(Compilation.errors(classes, entities, CRUD, "")).contains(complaint);
    }

    @Test
    void saysWhatToWriteInstead() {
        String entities = "@MappedEntity record Customer(@Id Long id, @TenantId String tenantId) {}"
                + " @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId,"
                + " @Relation(Relation.Kind.MANY_TO_ONE) Customer paidBy) {} ";
        assertThat(Compilation.errors(classes, entities, CRUD, ""))
                .contains("@JoinColumn(name = \"paid_by_id\", referencedColumnName = \"id\")"
                        + " @JoinColumn(name = \"tenant_id\", referencedColumnName = \"tenant_id\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "UPDATE"})
    void failsForCascadedUpdatesWhichAreSentByTheIdAlone(String cascade) {
        assertThat(Compilation.errors(classes, SHOP.replace("Cascade.PERSIST", "Cascade." + cascade), CRUD, ""))
                .contains("the relation Customer.ledgers cascades updates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record Country(@Id String code, @Relation(Relation.Kind.ONE_TO_MANY) List<Ledger> ledgers) {} ",
                "record Country(@Id String code, @Relation(Relation.Kind.MANY_TO_ONE) Ledger ledger) {} ",
                "record Region(@Id String code, @Relation(Relation.Kind.ONE_TO_MANY) List<Ledger> ledgers) {}"
                        + " @Shared(because = \"codes\") @MappedEntity record Country(@Id String code,"
                        + " @Relation(Relation.Kind.MANY_TO_ONE) Region region) {} "
            })
    void failsForARelationFromRowsThatAreEverybodys(String country) {
        assertThat(Compilation.errors(
                        classes,
                        LEDGER + "@Shared(because = \"codes\") @MappedEntity " + country,
                        "extends CrudRepository<Country, String>",
                        ""))
                .contains("leads from rows that are everybody's to rows of Ledger");
    }

    @Test
    void compilesRelationsAndJoinsAmongSharedEntities() {
        assertThat(Compilation.errors(
                        classes,
                        "@Shared(because = \"codes\") @MappedEntity record Region(@Id String code) {}"
                                + " @Shared(because = \"codes\") @MappedEntity record Country(@Id String code,"
                                + " @Relation(Relation.Kind.MANY_TO_ONE) Region region) {} ",
                        "extends CrudRepository<Country, String>",
                        "@Join(\"region\") java.util.stream.Stream<Country> findByCode(String code);"))
                .isEmpty();
    }
}

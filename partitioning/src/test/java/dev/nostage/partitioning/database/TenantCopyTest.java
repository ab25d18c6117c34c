package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TenantUnknownException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the wall up; the copy alone sees over it. */
final class TenantCopyTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant END = Instant.parse("2099-01-01T00:00:00Z");

    private static final String CUSTOMER = "create table customer (id bigint generated always as identity,"
            + " tenant_id varchar(63) not null, email varchar(100) not null, phone varchar(12), born date,"
            + " income numeric(12, 2), seen timestamp with time zone, token uuid not null, remark varchar(200),"
            + " vip boolean not null, twice numeric(14, 2) generated always as (income * 2)%s, boss bigint,"
            + " primary key (tenant_id, id), unique (tenant_id, email), unique (tenant_id, token),"
            + " foreign key (tenant_id, boss) references customer (tenant_id, id))";

    /** Its text refers to a masked one, and nobody has to say of it that it is masked too. */
    private static final String LETTER = "create table \"Letter Box\" (tenant_id varchar(63) not null, no int not null,"
            + " recipient varchar(100) not null, copy_to varchar(100), primary key (tenant_id, no),"
            + " foreign key (tenant_id, recipient) references customer (tenant_id, email))";

    private static final MaskingRules RULES = rules(
            Set.of(
                    "customer.email",
                    "customer.phone",
                    "customer.born",
                    "Customer.INCOME",
                    "customer.seen",
                    "customer.token",
                    "letter box.copy_to"),
            Set.of("customer.remark"));

    private final List<String> progress = new ArrayList<>();
    private final TenantDirectory directory = new InMemoryTenantDirectory(List.of(
            Tenant.live("acme"), Tenant.live("globex"), Tenant.live("gone").with(TenantStatus.REMOVING)));

    private static MaskingRules rules(Set<String> masked, Set<String> plain) {
        Set<String> written = new HashSet<>(masked);
        written.addAll(plain);
        return new MaskingRules(masked, plain, written);
    }

    private static void fill(TestDatabase database) {
        database.owner(CUSTOMER.formatted(database.isPostgres() ? " stored" : ""), LETTER);
        for (String tenant : List.of("acme", "globex")) {
            for (int i = 1; i <= 20; i++) {
                database.owner(
                        "insert into customer (tenant_id, email, phone, born, income, seen, token, remark, vip) values ('"
                                + tenant + "', 'ann" + i + "@example.org', '0170-" + (i % 3) + "', date '1984-02-"
                                + (i + 1)
                                + "', 5" + i + "000.50, timestamp with time zone '2026-01-01 10:00:00+00', '"
                                + "00000000-0000-0000-0000-0000000000" + (i + 10) + "', 'likes tea', true)");
            }
            database.owner(
                    "insert into customer (tenant_id, email, token, vip) values ('" + tenant
                            + "', 'nobody', '00000000-0000-0000-0000-000000000099', false)",
                    "update customer set boss = (select max(id) from customer where tenant_id = '" + tenant
                            + "') where tenant_id = '" + tenant + "' and vip",
                    "insert into \"Letter Box\" select tenant_id, 1, email, 'ann2@example.org' from customer"
                            + " where tenant_id = '" + tenant + "' and email = 'ann1@example.org'");
        }
        database.raise();
    }

    private TenantLifecycle lifecycle(TestDatabase database) {
        return new TenantLifecycle(
                directory,
                List.of(new PartitionStore("default", database.application())),
                List.of(tenant -> {
                    throw new AssertionError("a copy starts with nothing else");
                }),
                Clock.systemUTC());
    }

    private TenantCopy copy(DataSource across, MaskingRules rules) {
        return new TenantCopy(across, rules, directory, new AuditLog(Clock.systemUTC()), new SecurityLog(() -> 0));
    }

    private void open(TestDatabase database, String id, MaskingRules rules) {
        lifecycle(database)
                .open(
                        Tenant.test(id, END),
                        copy(database.admin(), rules)
                                .of(
                                        ACME,
                                        "ticket 4711",
                                        (table, rows, done, all) ->
                                                progress.add(table.toLowerCase().replaceFirst(".*\\.", "") + " " + rows
                                                        + " " + done + "/" + all)));
    }

    private static List<String> of(TestDatabase database, String tenant, String column) {
        return database.all("select " + column + " from customer where tenant_id = '" + tenant + "' order by id");
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void keepsIdsAndWhatIsPlainAndMasksTheRest(TestDatabase database) {
        fill(database);
        open(database, "bug", RULES);

        for (String plain : List.of("id", "remark", "vip", "boss")) {
            assertThat(of(database, "bug", plain)).as(plain).isEqualTo(of(database, "acme", plain));
        }
        for (String masked : List.of("email", "phone", "born", "income", "token")) {
            List<String> before = of(database, "acme", masked);
            List<String> after = of(database, "bug", masked);
            assertThat(after).as(masked).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i) == null).as(masked).isEqualTo(before.get(i) == null);
                int first = before.indexOf(before.get(i));
                assertThat(after.indexOf(after.get(i))).as(masked).isEqualTo(first);
            }
            assertThat(after.stream().filter(value -> value != null))
                    .as(masked)
                    .doesNotContainAnyElementsOf(
                            before.stream().filter(value -> value != null).toList());
        }
        assertThat(of(database, "bug", "email").subList(0, 20))
                .allMatch(mail -> mail.matches("[0-9a-f]{16}@a\\.invalid"));
        assertThat(of(database, "bug", "email").get(20)).matches("[0-9a-f]{16}");
        assertThat(of(database, "bug", "phone").get(0)).matches("[0-9a-f]{12}");
        assertThat(of(database, "bug", "cast(income * 2 = twice as varchar)").subList(0, 20))
                .allMatch(same -> same.equalsIgnoreCase("true"));
        assertThat(of(database, "bug", "extract(year from born)").subList(0, 20))
                .allMatch(year -> Integer.parseInt(year) >= 1930 && Integer.parseInt(year) < 2010);
        assertThat(progress).containsExactly("customer 21 1/2", "letter box 1 2/2");
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void masksEqualValuesAlikeInEveryTableAndAnewInEveryCopy(TestDatabase database) {
        fill(database);
        open(database, "bug", RULES);
        open(database, "bug2", RULES);

        String joined = "select c.id - (select min(id) from customer where tenant_id = l.tenant_id) from"
                + " \"Letter Box\" l join customer c on c.tenant_id = l.tenant_id and c.email = l.%s where l.tenant_id = '%s'";
        for (String tenant : List.of("acme", "bug", "bug2")) {
            assertThat(database.all(joined.formatted("recipient", tenant))).containsExactly("0");
            assertThat(database.all(joined.formatted("copy_to", tenant))).containsExactly("1");
        }
        assertThat(of(database, "bug", "email")).doesNotContainAnyElementsOf(of(database, "bug2", "email"));
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void changesNoRowOfAnybodyElseAndIsRemovedLikeAnyTenant(TestDatabase database) {
        fill(database);
        String others =
                "select tenant_id || id || email || income || boss from customer where tenant_id <> 'bug' order by 1";
        List<String> before = database.all(others);
        open(database, "bug", RULES);
        assertThat(database.all(others)).isEqualTo(before);

        lifecycle(database).remove(new TenantId("bug"));
        assertThat(of(database, "bug", "id")).isEmpty();
        assertThat(database.all(others)).isEqualTo(before);
    }

    /** So nobody finds a value by trying, who has not the key. */
    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void masksWithHmac(TestDatabase database) throws Exception {
        byte[] secret = "a secret of thirty-two bytes.....".substring(0, 32).getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        String text = "Zo\u00eb O'Hara";
        MaskingKey key = MaskingKey.of(secret);
        try (Connection connection = database.application().getConnection()) {
            Mask mask = Mask.of(Dialect.of(connection));
            List<String> found = Rows.of(
                    connection,
                    "SELECT " + mask.digest("v.t") + " FROM (SELECT CAST(? AS VARCHAR) AS t) v CROSS JOIN "
                            + mask.key(),
                    row -> row.getString(1),
                    text,
                    key.outer(),
                    key.inner());
            assertThat(found)
                    .containsExactly(HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
        }
    }

    static Stream<Arguments> refusals() {
        Set<String> masked = RULES.masked();
        Map<MaskingRules, String> refused = Map.of(
                rules(masked, Set.of()), "customer.remark may hold what somebody wrote",
                rules(with(masked, "customer.vip"), RULES.plain()), "customer.vip cannot be masked: there is no mask",
                rules(with(masked, "letter box.no"), RULES.plain()), "letter box.no cannot be masked: its masks",
                rules(with(masked, "customer.tenant_id"), RULES.plain()), "it names the tenant",
                rules(with(masked, "customer.boss"), RULES.plain()), "customer.boss cannot be masked: it refers to",
                rules(with(masked, "customer.emial"), RULES.plain()), "customer.emial is named");
        return refused.entrySet().stream()
                .flatMap(refusal -> TestDatabase.both().stream()
                        .map(database -> Arguments.of(database, refusal.getKey(), refusal.getValue())));
    }

    private static Set<String> with(Set<String> masked, String more) {
        return Stream.concat(masked.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesRulesThatLeaveSomethingOpenAndLeavesNothing(TestDatabase database, MaskingRules rules, String message) {
        fill(database);
        assertThatThrownBy(() -> open(database, "bug", rules))
                .isInstanceOf(CopyRefusedException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase(message));
        assertThat(of(database, "bug", "id")).isEmpty();
        assertThat(directory.find(new TenantId("bug")))
                .get()
                .extracting(Tenant::status)
                .isEqualTo(TenantStatus.REMOVED);
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void leavesNothingWhereTheDatabaseRefusesARow(TestDatabase database) {
        fill(database);
        database.owner(
                "alter table \"Letter Box\" add constraint known check (copy_to like 'ann%' or tenant_id = 'x')");
        assertThatThrownBy(() -> open(database, "bug", RULES))
                .isInstanceOf(CopyRefusedException.class)
                .hasMessageContainingAll("\"acme\"", "\"bug\"", "Letter Box", "SQLSTATE 23")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ann2", "invalid"));
        assertThat(of(database, "bug", "id")).isEmpty();
    }

    @Test
    void refusesTargetsAndSourcesThatAreNotMeantForIt() {
        TestDatabase database = TestDatabase.h2();
        fill(database);
        TenantCopy copy = copy(database.admin(), RULES);
        TenantLifecycle lifecycle = lifecycle(database);

        assertThatThrownBy(() -> lifecycle.open(Tenant.live("bug"), copy.of(ACME, "x")))
                .isInstanceOf(CopyRefusedException.class)
                .hasMessageContaining("LIVE");
        Tenant synthetic =
                new Tenant(new TenantId("load"), TenantKind.SYNTHETIC, "default", TenantStatus.ACTIVE, END, Map.of());
        assertThatThrownBy(() -> lifecycle.open(synthetic, copy.of(ACME, "x"))).hasMessageContaining("SYNTHETIC");
        assertThatThrownBy(() -> lifecycle.open(Tenant.test("b", END), copy.of(new TenantId("nobody"), "x")))
                .isInstanceOf(TenantUnknownException.class);
        assertThatThrownBy(() -> lifecycle.open(Tenant.test("c", END), copy.of(new TenantId("gone"), "x")))
                .hasMessageContaining("REMOVING");
        Tenant open = Tenant.test("open", END);
        directory.add(open);
        assertThatThrownBy(() -> copy.of(ACME, "x").initialize(open)).hasMessageContaining("not being opened");
        assertThatThrownBy(() -> copy.of(ACME, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lifecycle.open(Tenant.test("d", END), target -> {
                    database.owner(
                            "insert into \"Letter Box\" (tenant_id, no, recipient) select 'd', 1, email from customer"
                                    + " where 1 = 0");
                    database.owner(
                            "insert into customer (tenant_id, email, token, vip) values ('d', 'x', random_uuid(), true)");
                    copy.of(ACME, "x").initialize(target);
                }))
                .hasMessageContaining("has rows in PUBLIC.CUSTOMER already");
    }

    /** Row-level security would show it no rows at all, and that would look like an empty tenant. */
    @Test
    void refusesARoleThatRowLevelSecurityHolds() {
        TestDatabase database = TestDatabase.postgres();
        fill(database);
        for (DataSource walled : List.of(database.application(), database.owner())) {
            assertThatThrownBy(() -> lifecycle(database)
                            .open(Tenant.test("bug", END), copy(walled, RULES).of(ACME, "x")))
                    .isInstanceOf(CopyRefusedException.class)
                    .hasStackTraceContaining("row-level security");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void closesCirclesWhereAReferenceMayWaitAndRefusesTheRest(TestDatabase database) {
        database.owner(
                "create table a (tenant_id varchar(63) not null, id int not null, b int, primary key (tenant_id, id))",
                "create table b (tenant_id varchar(63) not null, id int not null, a int not null, primary key (tenant_id,"
                        + " id), foreign key (tenant_id, a) references a (tenant_id, id))",
                "alter table a add constraint back foreign key (tenant_id, b) references b (tenant_id, id)",
                "insert into a values ('acme', 1, null), ('acme', 2, null)",
                "insert into b values ('acme', 7, 2)",
                "update a set b = 7 where id = 1");
        open(database, "bug", rules(Set.of(), Set.of()));
        assertThat(database.all("select id || '-' || coalesce(b, 0) from a where tenant_id = 'bug' order by id"))
                .containsExactly("1-7", "2-0");

        database.owner(
                "update a set b = null", "delete from b", "delete from a", "alter table a alter column b set not null");
        assertThatThrownBy(() -> open(database, "bug2", rules(Set.of(), Set.of())))
                .isInstanceOf(CopyRefusedException.class)
                .satisfies(e ->
                        assertThat(e.getMessage()).containsIgnoringCase(".a, ").contains("circle"));
    }

    @Test
    void copiesPartitionsThroughTheirTable() {
        TestDatabase database = TestDatabase.postgres();
        database.owner(
                "create table event (tenant_id varchar(63) not null, id int not null, primary key (tenant_id, id))"
                        + " partition by list (tenant_id)",
                "create table event_acme partition of event for values in ('acme')",
                "create table event_rest partition of event default",
                "insert into event values ('acme', 1), ('acme', 2), ('globex', 3)");
        open(database, "bug", rules(Set.of(), Set.of()));
        assertThat(database.all("select id from event_rest where tenant_id = 'bug' order by id"))
                .containsExactly("1", "2");
        assertThat(progress).containsExactly("event 2 1/1");
    }
}

package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.CopiedCustomers.RULES;
import static dev.nostage.partitioning.database.CopiedCustomers.fill;
import static dev.nostage.partitioning.database.CopiedCustomers.of;
import static dev.nostage.partitioning.database.CopiedCustomers.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the wall up; the copy alone sees over it. */
final class TenantCopyTest {

    private final CopiedCustomers copies = new CopiedCustomers();

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void keepsIdsAndWhatIsPlainAndMasksTheRest(TestDatabase database) {
        fill(database);
        copies.open(database, "bug", RULES);

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
                assertThat(after.get(i)).as(masked).isEqualTo(after.get(first));
            }
            assertThat(Set.copyOf(after.subList(0, 20)))
                    .as(masked)
                    .hasSizeGreaterThanOrEqualTo(
                            Math.min(16, Set.copyOf(before.subList(0, 20)).size()));
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
        assertThat(copies.progress).containsExactly("customer 21 1/2", "letter box 1 2/2");
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void masksEqualValuesAlikeInEveryTableAndAnewInEveryCopy(TestDatabase database) {
        fill(database);
        copies.open(database, "bug", RULES);
        copies.open(database, "bug2", RULES);

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
        copies.open(database, "bug", RULES);
        assertThat(database.all(others)).isEqualTo(before);

        copies.lifecycle(database).remove(new TenantId("bug"));
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
        HmacKey key = HmacKey.of(secret);
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
        copies.open(database, "bug", rules(Set.of(), Set.of()));
        assertThat(database.all("select id || '-' || coalesce(b, 0) from a where tenant_id = 'bug' order by id"))
                .containsExactly("1-7", "2-0");

        database.owner(
                "update a set b = null", "delete from b", "delete from a", "alter table a alter column b set not null");
        assertThatThrownBy(() -> copies.open(database, "bug2", rules(Set.of(), Set.of())))
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
        copies.open(database, "bug", rules(Set.of(), Set.of()));
        assertThat(database.all("select id from event_rest where tenant_id = 'bug' order by id"))
                .containsExactly("1", "2");
        assertThat(copies.progress).containsExactly("event 2 1/1");
    }
}

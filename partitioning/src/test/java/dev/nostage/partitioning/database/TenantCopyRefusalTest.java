package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.CopiedCustomers.ACME;
import static dev.nostage.partitioning.database.CopiedCustomers.END;
import static dev.nostage.partitioning.database.CopiedCustomers.RULES;
import static dev.nostage.partitioning.database.CopiedCustomers.fill;
import static dev.nostage.partitioning.database.CopiedCustomers.of;
import static dev.nostage.partitioning.database.CopiedCustomers.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.Logged;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TenantUnknownException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not copied, and that nothing of it is left. */
final class TenantCopyRefusalTest {

    private final CopiedCustomers copies = new CopiedCustomers();

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
        assertThatThrownBy(() -> copies.open(database, "bug", rules))
                .isInstanceOf(CopyRefusedException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase(message));
        assertThat(of(database, "bug", "id")).isEmpty();
        assertThat(copies.directory.find(new TenantId("bug")))
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
        assertThatThrownBy(() -> copies.open(database, "bug", RULES))
                .isInstanceOf(CopyRefusedException.class)
                .hasMessageContainingAll("\"acme\"", "\"bug\"", "Letter Box", "SQLSTATE 23")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ann2", "invalid"));
        assertThat(of(database, "bug", "id")).isEmpty();
    }

    @Test
    void writesDownThatATenantWasCopiedWhenItWas() {
        TestDatabase database = TestDatabase.h2();
        fill(database);
        try (Logged security = new Logged(SecurityLog.LOGGER)) {
            copies.lifecycle(database)
                    .open(
                            Tenant.test("bug", END),
                            copies.copy(database.admin(), RULES)
                                    .of(
                                            ACME,
                                            "ticket",
                                            (table, rows, done, all) ->
                                                    assertThat(security.lines()).isEmpty()));
            assertThat(security.lines()).singleElement().asString().contains("what=tenant-copied", "because=ticket");

            database.owner("alter table customer add constraint known check (tenant_id <> 'bug2')");
            assertThatThrownBy(() -> copies.open(database, "bug2", RULES)).isInstanceOf(CopyRefusedException.class);
            assertThat(security.lines()).hasSize(2).last().asString().contains("what=tenant-copy-failed", "to=bug2");
        }
    }

    @Test
    void refusesTargetsAndSourcesThatAreNotMeantForIt() {
        TestDatabase database = TestDatabase.h2();
        fill(database);
        TenantCopy copy = copies.copy(database.admin(), RULES);
        TenantLifecycle lifecycle = copies.lifecycle(database);

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
        copies.directory.add(open);
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
            assertThatThrownBy(() -> copies.lifecycle(database)
                            .open(
                                    Tenant.test("bug", END),
                                    copies.copy(walled, RULES).of(ACME, "x")))
                    .isInstanceOf(CopyRefusedException.class)
                    .hasStackTraceContaining("row-level security");
        }
    }
}

package dev.nostage.partitioning.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.partitioning.sql.Corpus.Entry;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoils the statements that are accepted, and runs those that still are: none may notice that there is another tenant. */
final class StatementGuardFuzzTest {

    private static final int MUTANTS = 4_000;

    private final StatementGuard guard = new StatementGuard(Corpus.TABLES, Set.of());

    @Test
    void acceptsNoSpoiledStatementThatReachesAnotherTenantsRows() throws SQLException {
        List<Entry> originals = Corpus.entries().stream()
                .filter(entry -> entry.allowed() && entry.section().matches("everywhere.*|h2"))
                .toList();
        Mutations mutations = new Mutations(new Random(20261121));
        Random choice = new Random(1);
        Set<String> seen = new HashSet<>();
        List<String> leaks = new ArrayList<>();
        int accepted = 0;
        int executed = 0;
        try (TwinDatabases databases = new TwinDatabases()) {
            while (seen.size() < MUTANTS) {
                String mutant = mutations.spoil(
                        originals.get(choice.nextInt(originals.size())).sql());
                if (!seen.add(mutant) || runsAway(mutant) || !(guard.judge(mutant) instanceof Proven proven)) {
                    continue;
                }
                accepted++;
                boolean refusedByValue = !proven.literals().stream().allMatch(TwinDatabases.TENANT::equals);
                boolean differsByTheClock = !proven.statement().times().isEmpty();
                if (refusedByValue || differsByTheClock) {
                    continue;
                }
                int parameters = SqlText.of(mutant).parameters();
                executed += databases.runs(mutant, proven.parameters(), parameters) ? 1 : 0;
                for (String other : List.of("1", "51", "301")) {
                    String difference = databases.difference(mutant, proven.parameters(), parameters, other);
                    if (difference != null) {
                        leaks.add(mutant + "\n  " + difference);
                    }
                }
            }
        }
        System.out.println(seen.size() + " mutants, " + accepted + " accepted, " + executed + " of these executed, "
                + leaks.size() + " leaks");
        assertThat(leaks).isEmpty();
        assertThat(accepted).isGreaterThan(400);
        assertThat(executed).isGreaterThan(250);
    }

    /** Each of these answers the same rows on both, and tells all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "where i.tenant_id = o.tenant_id"
                        + " and cast(case when i.tenant_id = 'globex' then i.sku else '0' end as int) = 0",
                "where i.tenant_id = o.tenant_id and 1 / (case when i.sku like 'FOREIGN%' then 0 else 1 end) = 1",
                "where i.tenant_id = o.tenant_id"
                        + " and case when i.sku like 'FOREIGN%' then nextval('numbers') else 0 end >= 0",
                "left join countries c on cast(case when i.tenant_id = 'globex' then i.sku else '0' end as int) = 0"
                        + " where i.tenant_id = o.tenant_id"
            })
    void refusesWhatTellsOfAForeignRowByAnErrorOrASequence(String rest) throws SQLException {
        String sql =
                "select 1 from orders o right join items i on o.tenant_id = i.tenant_id and o.tenant_id = ? " + rest;
        try (TwinDatabases databases = new TwinDatabases()) {
            assertThat(databases.difference(sql, List.of(1), 1, "1")).isNotNull();
            assertThat(guard.judge(sql)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void acceptsOnlyStatementsThatRun() throws SQLException {
        List<String> broken = new ArrayList<>();
        try (TwinDatabases databases = new TwinDatabases()) {
            for (Entry entry : Corpus.entries()) {
                boolean onH2 = entry.allowed() && entry.section().matches("everywhere.*|h2");
                if (onH2 && guard.judge(entry.sql()) instanceof Proven proven) {
                    int parameters = SqlText.of(entry.sql()).parameters();
                    if (!databases.runs(entry.sql(), proven.parameters(), parameters)) {
                        broken.add(entry.sql());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** A recursion that was robbed of its end. */
    private static boolean runsAway(String mutant) {
        return mutant.contains("recursive")
                && !(mutant.contains("where n < 3)") || mutant.contains("on o.parent = t.id"));
    }
}

package dev.nostage.partitioning.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nostage.partitioning.database.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every attack of the catalogue, by globex on what is acme's: with no wall, with one, with all but one, with all. With
 * none each must leak, or it would show nothing. What the others found is in LEAKS.md, to the letter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakSuiteIT {

    /** What but one wall stops on PostgreSQL, and why there is no second. */
    static final Map<Integer, String> ONE_WALL = Map.of(
            30,
            "the key that refers is the attacker's own, (globex, 1), and names no row: no predicate is missing, and the"
                    + " foreign key alone knows",
            33,
            "as 30: a reference by a bare id says nothing of whose it is",
            45,
            "that a key is taken is for the table to say: only the tenant in the key keeps it from saying so",
            93,
            "a large object has no policy, and belongs to the application's role, which is every tenant's: the JDBC wall"
                    + " alone lets nobody ask for it",
            124,
            "the rows are read for the tenant that asked, and handed on as objects, of which no database knows",
            125,
            "as 124, for what is read from a plain result: the JDBC wall hands it out, and asks at each row",
            144,
            "as 45");

    /** What is wrong with the table then, for which the application does not start. */
    static final Map<Integer, Findings.Start> BEFORE_THE_START = Map.of(
            30, new Findings.Start("booking", Rule.FOREIGN_KEY),
            33, new Findings.Start("booking", Rule.FOREIGN_KEY),
            45, new Findings.Start("booking", Rule.PRIMARY_KEY),
            93, new Findings.Start("booking", Rule.LARGE_OBJECT),
            144, new Findings.Start("coupon", Rule.PRIMARY_KEY));

    /** And what is not stopped by the second on H2. */
    static final Set<Integer> NOT_BY_THE_SECOND = Set.of(30, 32, 33, 45, 124, 144);

    /** Refused by the catalogue, and filled in by us: no row becomes nobody's. */
    private static final Set<Integer> FILLED_IN = Set.of(39);

    private final Findings findings = new Findings();
    private Suite suite;

    @BeforeAll
    void compile(@TempDir Path classes) {
        suite = new Suite(classes);
    }

    @AfterAll
    void close() {
        suite.close();
    }

    @TestFactory
    Stream<DynamicNode> stopsEveryAttack() {
        List<DynamicNode> nodes = new ArrayList<>();
        for (Database database : Database.values()) {
            nodes.add(dynamicTest("the wall of " + database + " is what the start demands", () -> {
                assertThat(suite.rows(database, true).findings()).isEmpty();
                assertThat(suite.rows(database, false).findings()).isNotEmpty();
            }));
            nodes.add(dynamicContainer(
                    "legitimate work on " + database,
                    Wall.sets().stream().map(walls -> dynamicTest("with " + walls, () -> works(database, walls)))));
            nodes.add(dynamicContainer(
                    "attacks on " + database,
                    Attack.all().stream()
                            .filter(attack -> suite.tries(attack, database))
                            .map(attack -> dynamicTest(attack.toString(), () -> attack(attack, database)))));
        }
        BEFORE_THE_START.forEach((attack, start) -> nodes.add(dynamicTest(
                "what leaks by " + attack + " does not start", () -> start.demand(suite, Database.POSTGRES))));
        nodes.add(dynamicTest("every attack is tried, or it is said why not", this::triesAll));
        nodes.add(dynamicTest("LEAKS.md says what was found", () -> written(Path.of("LEAKS.md"), findings.leaks())));
        nodes.add(dynamicTest(
                "README.md sums it up",
                () -> written(Path.of("README.md"), findings.summary(Files.readString(Path.of("README.md"))))));
        return nodes.stream();
    }

    private void works(Database database, Set<Wall> walls) {
        for (Probe probe : suite.work(database, walls)) {
            Outcome outcome = suite.run(probe, database, walls);
            assertThat(outcome.refusal()).as(probe.name()).isEmpty();
            assertThat(outcome.leaks()).as(probe.name()).isEmpty();
        }
    }

    private void attack(Attack attack, Database database) {
        Findings.Finding finding = findings.of(attack, database);
        for (Set<Wall> walls : Wall.sets()) {
            for (Probe probe : suite.probes(database, walls)) {
                if (probe.attack() == attack.id()) {
                    finding.add(probe, walls, suite.run(probe, database, walls));
                }
            }
        }
        assertThat(finding.stoppedByNothing())
                .as("with no wall it leaks, or the attack shows nothing")
                .isEmpty();
        assertThat(finding.leaks(Wall.all())).as("with all walls").isEmpty();
        if (attack.mustBeRefused() && !FILLED_IN.contains(attack.id())) {
            assertThat(finding.answered(Wall.all()))
                    .as("is refused, and not answered")
                    .isEmpty();
        }
        if (database == Database.H2) {
            assertThat(finding.leaks(Wall.JDBC.alone()).isEmpty())
                    .as("by the second wall alone: " + finding.leaks(Wall.JDBC.alone()))
                    .isEqualTo(!NOT_BY_THE_SECOND.contains(attack.id()));
        } else {
            assertThat(finding.needed().isEmpty())
                    .as("with each wall off in turn: " + finding.needed())
                    .isEqualTo(!ONE_WALL.containsKey(attack.id()));
        }
    }

    private void triesAll() {
        for (Attack attack : Attack.all()) {
            boolean tried = Stream.of(Database.values()).anyMatch(database -> suite.tries(attack, database));
            assertThat(tried).as(attack.toString()).isEqualTo(!Findings.UNTRIED.containsKey(attack.id()));
        }
    }

    /** {@code -Dleaks.write=true} writes what it found; look at the difference before you commit it. */
    private static void written(Path file, String text) throws IOException {
        if (Boolean.getBoolean("leaks.write")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}

package dev.nostage.partitioning.leak;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.Finding;
import dev.nostage.partitioning.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All attacks, and all databases and applications that they run against: each is made once, as it is first needed. */
final class Suite implements AutoCloseable {

    private final List<Statements.Statement> statements = Statements.all();
    private final Repositories repositories;
    private final Map<Database, Map<Boolean, Rows>> rows = new EnumMap<>(Database.class);
    private final Map<Database, Map<Set<Wall>, Site>> sites = new EnumMap<>(Database.class);

    Suite(Path directory) {
        repositories = new Repositories(directory, statements);
        repositories.compile();
    }

    boolean tries(Attack attack, Database database) {
        return probes(database, Wall.none()).stream().anyMatch(probe -> probe.attack() == attack.id());
    }

    /** What is tried against a database with some of the walls. */
    List<Probe> probes(Database database, Set<Wall> walls) {
        List<Probe> probes = new ArrayList<>();
        probes.addAll(GeneratedReads.probes());
        probes.addAll(EntityWrites.probes());
        probes.addAll(NoTenant.probes());
        probes.addAll(Contexts.probes());
        probes.addAll(Connections.probes());
        for (Statements.Statement statement : statements) {
            if (statement.attack() != 0) {
                probes.add(new Probe(
                        statement.attack(),
                        (statement.isRepositorys() ? "" : "plain: ") + statement.text(),
                        statement.databases(),
                        List.of(),
                        statement.flags().contains("harmless"),
                        attempt -> tell(site(database, walls).send(statement, attempt), statement, attempt)));
            }
        }
        probes.removeIf(probe -> !probe.databases().contains(database));
        return probes;
    }

    /** What must be possible, whichever walls there are. */
    List<Probe> work(Database database, Set<Wall> walls) {
        List<Probe> work = new ArrayList<>(LegitimateWork.everywhere());
        if (walls.contains(Wall.REPOSITORY)) {
            work.addAll(LegitimateWork.walled());
        }
        for (Statements.Statement statement : statements) {
            if (statement.attack() == 0 && statement.databases().contains(database)) {
                work.add(Probe.of(0, statement.text(), attempt -> {
                    Object answer = site(database, walls).send(statement, attempt);
                    if (statement.own() != null) {
                        LegitimateWork.expect(List.copyOf((List<?>) answer), statement.own());
                    }
                }));
            }
        }
        return work;
    }

    private static void tell(Object answer, Statements.Statement statement, Attempt attempt) {
        List<String> own = statement.own();
        if (own == null) {
            attempt.saw(answer);
        } else {
            ((List<?>) answer)
                    .stream()
                            .filter(value -> !own.contains(String.valueOf(value)))
                            .forEach(value -> attempt.leaked("READ " + value + " by " + statement.text()));
        }
    }

    Outcome run(Probe probe, Database database, Set<Wall> walls) {
        return site(database, walls).run(probe);
    }

    private Site site(Database database, Set<Wall> walls) {
        return sites.computeIfAbsent(database, one -> new HashMap<>())
                .computeIfAbsent(
                        walls,
                        those ->
                                new Site(database, rows(database, those.contains(Wall.DATABASE)), repositories, those));
    }

    Rows rows(Database database, boolean walled) {
        return rows.computeIfAbsent(database, one -> new HashMap<>())
                .computeIfAbsent(
                        walled,
                        one -> new Rows(database == Database.H2 ? TestDatabase.h2() : TestDatabase.postgres(), walled));
    }

    /** What the check at the start says where all is as it wants it, but for what one rule says of one table. */
    List<Finding> without(Database database, Findings.Start start) throws SQLException {
        TestDatabase fresh = database == Database.H2 ? TestDatabase.h2() : TestDatabase.postgres();
        fresh.migrate(Tables.without(database == Database.POSTGRES, start.table(), start.rule())
                .toArray(String[]::new));
        try (Connection connection = fresh.application().getConnection()) {
            return new CatalogCheck(List.of("region"), List.of()).findings(connection);
        }
    }

    @Override
    public void close() {
        sites.values().forEach(walls -> walls.values().forEach(Site::close));
    }
}

package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.Finding;
import dev.nostage.partitioning.database.Verification;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Looks at every data source behind its migrations, which run as it is made, and before anything is served. */
@Singleton
final class CatalogCheckAtStart implements ApplicationEventListener<StartupEvent>, Ordered {

    private final Verification verification;
    private final CatalogCheck check;
    private final DatabaseWall wall;
    private final Map<String, DataSource> sources;
    private final Walls walls;
    private final AcrossTenantsConfiguration across;
    private final ServedTables served;

    CatalogCheckAtStart(
            Verification verification,
            CatalogCheck check,
            DatabaseWall wall,
            Map<String, DataSource> sources,
            Walls walls,
            AcrossTenantsConfiguration across,
            ServedTables served) {
        this.verification = verification;
        this.check = check;
        this.wall = wall;
        this.sources = sources;
        this.walls = walls;
        this.across = across;
        this.served = served;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        across.demandAmong(sources.keySet());
        sources.forEach((name, source) -> verification.of(
                name,
                walls.behind(source),
                across.isOf(name) ? this::findingsAcross : connection -> findings(name, connection)));
    }

    private List<Finding> findingsAcross(Connection connection) throws SQLException {
        return check.findingsAcross(
                connection,
                sources.entrySet().stream()
                        .filter(source -> !across.isOf(source.getKey()))
                        .map(source -> walls.behind(source.getValue()))
                        .toList());
    }

    private List<Finding> findings(String name, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>(check.missing(connection, served.of(name)));
        findings.addAll(wall.findings(connection));
        findings.addAll(check.findings(connection));
        return findings;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1; // behind ForgottenWalls, which may be why
    }
}

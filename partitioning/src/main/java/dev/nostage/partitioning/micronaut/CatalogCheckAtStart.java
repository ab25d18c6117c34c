package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.Verification;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;

/** Looks at every data source behind its migrations, which run as it is made, and before anything is served. */
@Singleton
final class CatalogCheckAtStart implements ApplicationEventListener<StartupEvent>, Ordered {

    private final Verification verification;
    private final CatalogCheck check;
    private final Map<String, DataSource> sources;
    private final Walls walls;
    private final AcrossTenantsConfiguration across;

    CatalogCheckAtStart(
            Verification verification,
            CatalogCheck check,
            Map<String, DataSource> sources,
            Walls walls,
            AcrossTenantsConfiguration across) {
        this.verification = verification;
        this.check = check;
        this.sources = sources;
        this.walls = walls;
        this.across = across;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        across.demandAmong(sources.keySet());
        sources.forEach((name, source) -> verification.of(
                name, walls.behind(source), across.isOf(name) ? check::findingsAcross : check::findings));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

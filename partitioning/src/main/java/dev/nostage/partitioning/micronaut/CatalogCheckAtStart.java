package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.Verification;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;

/** Looks at every data source behind its migrations, which run as it is made, and before anything is served. */
@Singleton
final class CatalogCheckAtStart implements ApplicationEventListener<StartupEvent>, Ordered {

    private final Verification verification;
    private final CatalogCheck check;
    private final Map<String, DataSource> sources;

    CatalogCheckAtStart(Verification verification, CatalogCheck check, Map<String, DataSource> sources) {
        this.verification = verification;
        this.check = check;
        this.sources = sources;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        sources.forEach((name, source) -> verification.of(name, DelegatingDataSource.unwrapDataSource(source), check));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

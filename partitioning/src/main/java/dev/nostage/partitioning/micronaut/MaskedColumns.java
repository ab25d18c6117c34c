package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;

/** Stops the start where the configuration names a column to be masked or shown that there is not. */
@Singleton
final class MaskedColumns implements ApplicationEventListener<StartupEvent> {

    private final MaskingConfiguration masking;
    private final Map<String, DataSource> sources;
    private final Walls walls;

    MaskedColumns(MaskingConfiguration masking, Map<String, DataSource> sources, Walls walls) {
        this.masking = masking;
        this.sources = sources;
        this.walls = walls;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        masking.rules()
                .unknownIn(sources.values().stream().map(walls::behind).toList())
                .forEach(column -> {
                    throw new ConfigurationException("Column " + quoted(column)
                            + " is named in nostage.partitioning.masked-columns or plain-columns, and there is none:"
                            + " write table.column, or take it away");
                });
    }
}

package dev.nostage.tenancy.micronaut;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The wide events of the requests so far. */
@Singleton
final class CollectedEvents implements WideEventSink {

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final WideEventSink log = new LoggingWideEventSink();

    @Override
    public synchronized void emit(WideEvent event) {
        events.add(event.notes());
        log.emit(event);
    }

    /** What came since the last look. */
    synchronized List<Map<String, Object>> take() {
        List<Map<String, Object>> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}

package dev.nostage.shop;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the place of the log, so that a test can read what the shop said of its requests. */
@Singleton
final class CollectedEvents implements WideEventSink {

    private final List<Map<String, Object>> events = new ArrayList<>();

    @Override
    public synchronized void emit(WideEvent event) {
        events.add(event.notes());
    }

    synchronized void forget() {
        events.clear();
    }

    synchronized List<Map<String, Object>> all() {
        return List.copyOf(events);
    }

    Map<String, Object> only() {
        List<Map<String, Object>> all = all();
        if (all.size() != 1) {
            throw new AssertionError("Expected one event, and there were " + all);
        }
        return all.get(0);
    }
}

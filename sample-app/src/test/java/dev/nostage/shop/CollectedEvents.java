package dev.nostage.shop;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Takes the place of the log, so that a test can read what the shop said of its requests. A caller may have its answer before
 * the event is there: so a test that looks waits until every request has ended that began.
 */
@ServerFilter("/**")
final class CollectedEvents implements WideEventSink, Ordered {

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Set<String> running = new HashSet<>();

    @RequestFilter
    synchronized void begin() {
        running.add(WideEvent.current().id());
    }

    @Override
    public synchronized void emit(WideEvent event) {
        events.add(event.notes());
        running.remove(event.id());
        notifyAll();
    }

    synchronized void forget() {
        all();
        events.clear();
    }

    synchronized List<Map<String, Object>> all() {
        long begin = System.nanoTime();
        while (!running.isEmpty()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30)) {
                throw new AssertionError(running.size() + " requests have not ended");
            }
            try {
                wait(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return List.copyOf(events);
    }

    Map<String, Object> only() {
        List<Map<String, Object>> all = all();
        if (all.size() != 1) {
            throw new AssertionError("Expected one event, and there were " + all);
        }
        return all.get(0);
    }

    @Override
    public int getOrder() {
        return FilterOrder.WIDE_EVENT.position() + 1;
    }
}

package dev.nostage.tenancy.micronaut;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The wide events of the requests so far. A caller may have its answer before the event is there: so they are counted. */
@ServerFilter(value = "/**", appendContextPath = false)
final class CollectedEvents implements WideEventSink, Ordered {

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private final WideEventSink log = new LoggingWideEventSink();

    @RequestFilter
    synchronized void begin() {
        running.add(WideEvent.current().id());
    }

    @Override
    public synchronized void emit(WideEvent event) {
        events.add(event.notes());
        running.remove(event.id());
        notifyAll();
        log.emit(event);
    }

    /** The first event since the last look, which may yet come. */
    synchronized Map<String, Object> next() {
        awaitUntil(() -> !events.isEmpty());
        return events.remove(0);
    }

    /** What came since the last look, once every request has ended that began. */
    synchronized List<Map<String, Object>> take() {
        awaitUntil(running::isEmpty);
        List<Map<String, Object>> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    private synchronized void awaitUntil(BooleanSupplier done) {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30)) {
                throw new AssertionError(running.size() + " requests have not ended, and " + events.size() + " have");
            }
            try {
                wait(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.WIDE_EVENT.position() + 1;
    }
}

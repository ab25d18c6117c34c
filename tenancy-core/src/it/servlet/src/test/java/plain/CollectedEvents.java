package plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The wide events of the requests so far. */
final class CollectedEvents implements WideEventSink {

    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final AtomicInteger emitted = new AtomicInteger();

    @Override
    public void emit(WideEvent event) {
        events.add(event.notes());
        emitted.incrementAndGet();
    }

    /** The next one, which may come a little after the answer. */
    Map<String, Object> next() throws InterruptedException {
        Map<String, Object> event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("an event within 30 s").isNotNull();
        return event;
    }

    int size() {
        return events.size();
    }

    /** Forgets them, once all of so many requests have had theirs: one comes a little after its answer. */
    void clear(AtomicInteger requests) {
        Await.until(() -> emitted.get() >= requests.get());
        events.clear();
    }
}

package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The wide events of {@code /observatory/clock}, where time is the machine's. */
@Singleton
@Requires(property = "machine-time")
final class ClockEvents implements WideEventSink {

    private final LinkedBlockingQueue<WideEvent> emitted = new LinkedBlockingQueue<>();

    @Override
    public void emit(WideEvent event) {
        if ("/observatory/clock".equals(event.notes().get("route"))) {
            emitted.add(event);
        }
    }

    WideEvent next() throws InterruptedException {
        WideEvent event = emitted.poll(60, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }
}

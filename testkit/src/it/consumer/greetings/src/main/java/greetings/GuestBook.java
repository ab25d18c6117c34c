package greetings;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who was here. */
final class GuestBook implements WideEventSink {

    private final AtomicInteger guests = new AtomicInteger();

    @Override
    public void emit(WideEvent event) {
        guests.incrementAndGet();
    }

    int guests() {
        return guests.get();
    }
}

package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.event.Outcome;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import dev.nostage.event.WideEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WideEventSink} must do to lose no event. Extend it in a test, and say which sink it is about and where its
 * events come out; JUnit runs the rest.
 *
 * <p>That a sink does not wait is tried on an interrupted thread only, where whatever waits as the JDK does gives up at once.
 */
public abstract class WideEventSinkContract {

    private static final MutableClock CLOCK = MutableClock.at(Instant.parse("2026-07-01T10:00:00Z"));

    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private WideEvents events;

    /** A sink through which nothing has passed. */
    protected abstract WideEventSink sink();

    /** How many events have come out of the sink that was last made, when those have that are on their way. */
    protected abstract int arrived();

    @BeforeEach
    void begin() {
        WideEventSink sink = sink();
        // What a sink throws is logged by whoever calls it, and would not be seen here.
        WideEventSink watched = event -> {
            try {
                sink.emit(event);
            } catch (RuntimeException | Error e) {
                thrown.add(e);
            }
        };
        events = new WideEvents(watched, CLOCK, new FakeTicker());
    }

    @Test
    void takesTheEventOfEachRequest() {
        emit(events.open().note("tenant", "acme").note("route", "GET /orders"));
        assertArrived(1);

        emit(events.open());
        assertArrived(2);
    }

    @Test
    void takesARequestHoweverItEnds() {
        for (Outcome outcome : Outcome.values()) {
            events.close(events.open().failed(new IllegalStateException("broken")), outcome);
        }
        assertArrived(Outcome.values().length);
    }

    @Test
    void takesWhateverIsNoted() {
        List<Object> values = Stream.concat(OddTexts.ALL.stream(), others()).toList();

        values.forEach(value -> emit(events.open().note("value", value)));
        WideEvent all = events.open();
        for (int i = 0; i < values.size(); i++) {
            all.note("value-" + i, values.get(i));
        }
        emit(all);

        assertArrived(values.size() + 1);
    }

    @Test
    void takesWhateverANoteIsCalled() {
        OddTexts.ALL.forEach(key -> emit(events.open().note(key, 1)));

        assertArrived(OddTexts.ALL.size());
    }

    @Test
    void losesNoneOfThoseThatComeAtOnce() {
        int each = 50;
        int threads = AtOnce.all(i -> {
            for (int n = 0; n < each; n++) {
                emit(events.open().note("thread", i).note("number", n));
            }
            return true;
        });
        assertArrived(threads * each);
    }

    @Test
    void doesNotWaitNorForgetThatItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        emit(events.open());

        assertTrue(Thread.interrupted(), "The interrupt of the request's thread was swallowed");
        assertArrived(1);
    }

    private void emit(WideEvent event) {
        events.close(event);
    }

    private void assertArrived(int expected) {
        assertEquals(List.of(), thrown, "what the sink threw");
        assertEquals(expected, arrived(), "how many events came out");
    }

    private static Stream<Object> others() {
        return Stream.of(
                0,
                Long.MIN_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("1e-30"),
                'c',
                true,
                Instant.MAX,
                Duration.ofDays(-1),
                Optional.empty(),
                Outcome.ANSWERED,
                List.of(List.of(), Map.of("key", List.of(1, "two"))),
                Map.of(1, 2),
                new int[] {1, 2},
                String.class,
                new Object());
    }
}

package dev.nostage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.nostage.context.RequestContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;

final class WideEventTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private final List<Map<String, Object>> emitted = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(5_000_000);
    private final WideEvents events =
            new WideEvents(event -> emitted.add(event.notes()), Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);

    @Test
    void tellsWhenItBeganHowLongItTookAndWhatWasNoted() {
        WideEvent event = events.open().note("tenant", "acme");
        nanos.addAndGet(1_234_000);

        events.close(event);

        assertThat(emitted)
                .containsExactly(Map.of(
                        "time",
                        NOW,
                        "request_id",
                        event.id(),
                        "tenant",
                        "acme",
                        "outcome",
                        "answered",
                        "duration_ms",
                        1.234));
    }

    @Test
    void marksEveryLineOfTheLogWithAnIdOfItsOwn() {
        WideEvent event = events.open();

        RequestContext.empty()
                .with(WideEvent.KEY, event)
                .run(() -> assertThat(MDC.get("request_id"))
                        .isEqualTo(event.id())
                        .matches("[0-9a-f]{16}")
                        .isNotEqualTo(events.open().id()));
    }

    @Test
    void isEmittedOnce() {
        WideEvent event = events.open();

        events.close(event);
        events.close(event);

        assertThat(emitted).hasSize(1);
    }

    @Test
    void dropsNotesThatComeAfterItWasEmitted() {
        WideEvent event = events.open();
        events.close(event);

        event.note("late", true);

        assertThat(event.notes()).doesNotContainKey("late");
    }

    @Test
    void keepsTheLastNoteOfAKeyInTheFirstOnesPlace() {
        WideEvent event = events.open().note("a", 1).note("b", 1).note("a", 2);

        assertThat(event.notes()).containsKeys("a", "b").containsEntry("a", 2);
        assertThat(event.notes().keySet()).containsExactly("time", "request_id", "a", "b");
    }

    @Test
    void keepsHoweverManyNotesInTheirOrder() {
        WideEvent event = events.open();
        IntStream.range(0, 100).forEach(i -> event.note("key-" + i, i));
        events.close(event);

        assertThat(event.notes()).hasSize(104).containsEntry("key-99", 99).containsKey("outcome");
        assertThat(List.copyOf(event.notes().keySet()).subList(2, 102))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "key-" + i).toList());
    }

    @Test
    void handsOutNotesThatNobodyCanChange() {
        Map<String, Object> notes = events.open().notes();

        assertThatThrownBy(() -> notes.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isTheCurrentOneInsideItsRequest() {
        WideEvent event = events.open();

        RequestContext.empty()
                .with(WideEvent.KEY, event)
                .run(() -> WideEvent.current().note("from", "code"));

        assertThat(event.notes()).containsEntry("from", "code");
    }

    @Test
    void takesNotesOutsideARequestAndTellsNobody() {
        WideEvent.current().note("from", "nowhere");

        assertThat(WideEvent.current().notes()).isEmpty();
        assertThat(emitted).isEmpty();
    }

    @Test
    void tellsHowTheRequestEndedWhoeverSawItFirst() {
        WideEvent event = events.open();

        events.close(event, Outcome.CANCELLED);
        events.close(event, Outcome.ANSWERED);

        assertThat(emitted).singleElement().satisfies(notes -> assertThat(notes).containsEntry("outcome", "cancelled"));
    }

    @Test
    void isEmittedOnceThoughManyThreadsSeeItsEnd() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicInteger count = new AtomicInteger();
            WideEvents counted = new WideEvents(event -> count.incrementAndGet(), Clock.systemUTC(), nanos::get);
            WideEvent event = counted.open();
            CyclicBarrier together = new CyclicBarrier(4);
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> {
                        try {
                            together.await(30, TimeUnit.SECONDS);
                            counted.close(event);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(count).hasValue(1);
        }
    }

    @Test
    void goesToEverySinkThoughOneThrowsAndSaysSoOnceAMinute() {
        WideEvents failing = new WideEvents(
                        event -> {
                            throw new IllegalStateException("for the log alone");
                        },
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        nanos::get)
                .and(event -> emitted.add(event.notes()));
        try (Logged logged = new Logged(WideEvents.class.getName(), Level.ERROR)) {
            for (int i = 0; i < 5; i++) {
                failing.close(failing.open());
            }
            assertThat(emitted).hasSize(5);
            assertThat(logged.lines()).hasSize(1);

            nanos.addAndGet(60_000_000_000L);
            failing.close(failing.open());
            assertThat(logged.lines())
                    .hasSize(2)
                    .last()
                    .satisfies(line -> assertThat(line.getFormattedMessage()).endsWith(", and 4 before it"));
        }
    }

    @Test
    void isLoggedAsOneLineOfKeyValuePairs() {
        WideEvent event = events.open().note("tenant", "acme");
        events.close(event);
        try (Logged logged = new Logged(LoggingWideEventSink.LOGGER, Level.INFO)) {
            new LoggingWideEventSink().emit(event);

            assertThat(logged.lines()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.INFO);
                assertThat(line.getKeyValuePairs())
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsExactly(
                                new KeyValuePair("time", NOW),
                                new KeyValuePair("request_id", event.id()),
                                new KeyValuePair("tenant", "acme"),
                                new KeyValuePair("outcome", "answered"),
                                new KeyValuePair("duration_ms", 0.0));
            });
        }
    }
}

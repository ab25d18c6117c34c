package dev.nostage.event;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * What is known of one request, gathered from its beginning to its end and emitted once. Nothing is aggregated: whoever
 * reads the events does that.
 *
 * <p>Safe for use by many threads. Notes that come after the event was emitted are dropped.
 */
public final class WideEvent {

    /** The event of a request in its context. Its id marks every line of the log. */
    public static final Key<WideEvent> KEY = Key.<WideEvent>local("wide-event").inLogs("request_id", WideEvent::id);

    /** What the core notes of a request. */
    private static final int USUAL = 11;

    /** Side by side, for there is one of these a request, and few notes in it. */
    private String[] keys = new String[USUAL];

    private Object[] values = new Object[USUAL];
    private int size;
    private final String id;
    private final long openedAt;
    private boolean closed;

    WideEvent(String id, long openedAt) {
        this.id = id;
        this.openedAt = openedAt;
    }

    /** The event of the request that runs here; where none runs, one that nobody will see. */
    public static WideEvent current() {
        return in(RequestContext.current());
    }

    /** As {@link #current}, for whoever has the context at hand. */
    public static WideEvent in(RequestContext context) {
        WideEvent event = context.get(KEY);
        return event == null ? new WideEvent("none", 0) : event;
    }

    /** Keeps a fact. A later note of one key takes the place of the earlier. Never note a secret. */
    public synchronized WideEvent note(String key, Object value) {
        if (!closed) {
            int place = place(key); // first, for it may make room
            values[place] = value;
        }
        return this;
    }

    /** Keeps a fact that adds up, such as how often something was called: {@code value}, or what becomes of the earlier and it. */
    public synchronized WideEvent merge(String key, Object value, BinaryOperator<Object> together) {
        if (!closed) {
            int place = place(key);
            Object before = values[place];
            values[place] = before == null ? value : together.apply(before, value);
        }
        return this;
    }

    /** Keeps what {@code notes} keeps, all of it before or behind the notes of others. It must not wait for anything. */
    public synchronized WideEvent noteAll(Consumer<WideEvent> notes) {
        notes.accept(this);
        return this;
    }

    private int place(String key) {
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        keys[size] = key;
        return size++;
    }

    /** Notes how a request failed: the error's class and, of a refusal, the problem and why. */
    public WideEvent failed(Throwable error) {
        note("error", error.getClass().getName());
        return error instanceof ProblemException refusal
                ? note("problem", refusal.problem().name()).note("because", String.valueOf(refusal.getMessage()))
                : this;
    }

    /** All notes so far, in the order in which their keys first came. */
    public Map<String, Object> notes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        forEach(notes::put);
        return Collections.unmodifiableMap(notes);
    }

    synchronized int size() {
        return size;
    }

    synchronized void forEach(BiConsumer<String, Object> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(keys[i], values[i]);
        }
    }

    /** Of the request in this service: 16 hexadecimal digits that tell it from others, and that anybody may know. */
    public String id() {
        return id;
    }

    /** The ticker's reading when the request began. */
    long openedAt() {
        return openedAt;
    }

    /** Takes these last notes and no more; false if it took them before. */
    synchronized boolean close(String outcome, double durationInMs) {
        if (closed) {
            return false;
        }
        note("outcome", outcome).note("duration_ms", durationInMs);
        closed = true;
        return true;
    }
}

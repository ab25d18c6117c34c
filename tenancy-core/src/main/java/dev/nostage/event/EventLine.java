package dev.nostage.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;

/** A wide event as SLF4J hands it to a logger that takes whole events; there is one of these a request. */
record EventLine(String logger, List<KeyValuePair> pairs) implements LoggingEvent {

    static EventLine of(String logger, WideEvent event) {
        List<KeyValuePair> pairs = new ArrayList<>(event.size());
        event.forEach((key, value) -> pairs.add(new KeyValuePair(key, Printable.of(value))));
        return new EventLine(logger, pairs);
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return pairs;
    }

    @Override
    public Level getLevel() {
        return Level.INFO;
    }

    @Override
    public String getLoggerName() {
        return logger;
    }

    @Override
    public String getMessage() {
        return "request";
    }

    @Override
    public @Nullable List<Object> getArguments() {
        return null;
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return null;
    }

    @Override
    public @Nullable List<Marker> getMarkers() {
        return null;
    }

    @Override
    public @Nullable Throwable getThrowable() {
        return null;
    }

    /** Its own {@code time} stands among the pairs; the logger's is its own. */
    @Override
    public long getTimeStamp() {
        return 0;
    }

    @Override
    public String getThreadName() {
        return Thread.currentThread().getName();
    }
}

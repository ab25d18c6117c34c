package dev.nostage.event;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs each event to {@value #LOGGER} at INFO, its notes as key-value pairs (in Logback's patterns, {@code %kvp}). */
public final class LoggingWideEventSink implements WideEventSink {

    public static final String LOGGER = "nostage.event";

    private static final int LONGEST = 300;

    private final Logger log = LoggerFactory.getLogger(LOGGER);

    @Override
    public void emit(WideEvent event) {
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, Object> note : event.notes().entrySet()) {
            line = line.addKeyValue(note.getKey(), printable(note.getValue()));
        }
        line.log("request");
    }

    /** Texts may come from outside: cut, and without what could begin a line or end a value. */
    private static Object printable(Object value) {
        if (!(value instanceof CharSequence text)) {
            return value;
        }
        StringBuilder printable = new StringBuilder();
        text.chars().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || c == '"' || c == '\\' || c == '\u2028' || c == '\u2029') {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.append((char) c);
            }
        });
        return text.length() > LONGEST ? printable + "…" : printable.toString();
    }
}

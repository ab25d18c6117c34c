package dev.nostage.event;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs each event to {@value #LOGGER} at INFO, its notes as key-value pairs (in Logback's patterns, {@code %kvp}). */
public final class LoggingWideEventSink implements WideEventSink {

    public static final String LOGGER = "nostage.event";

    private final Logger log = LoggerFactory.getLogger(LOGGER);

    @Override
    public void emit(WideEvent event) {
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, Object> note : event.notes().entrySet()) {
            line = line.addKeyValue(note.getKey(), Printable.of(note.getValue()));
        }
        line.log("request");
    }
}

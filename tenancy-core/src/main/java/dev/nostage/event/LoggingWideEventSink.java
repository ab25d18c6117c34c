package dev.nostage.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs each event to {@value #LOGGER} at INFO, its notes as key-value pairs (in Logback's patterns, {@code %kvp}). */
public final class LoggingWideEventSink implements WideEventSink {

    public static final String LOGGER = "nostage.event";

    private final Logger log = LoggerFactory.getLogger(LOGGER);

    @Override
    public void emit(WideEvent event) {
        if (!log.isInfoEnabled()) {
            return;
        }
        EventLine line = EventLine.of(LOGGER, event);
        if (log instanceof LoggingEventAware whole) {
            whole.log(line); // as Logback does: its builder would copy the pairs three times
        } else {
            LoggingEventBuilder builder = log.atInfo();
            for (KeyValuePair pair : line.pairs()) {
                builder = builder.addKeyValue(pair.key, pair.value);
            }
            builder.log(line.getMessage());
        }
    }
}

package dev.nostage.testkit.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEventSink;
import dev.nostage.testkit.WideEventSinkContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.LoggerFactory;

final class LoggingSinkTest extends WideEventSinkContract {

    private final Logger log = (Logger) LoggerFactory.getLogger(LoggingWideEventSink.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @Override
    protected WideEventSink sink() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        lines.start();
        log.addAppender(lines);
        return new LoggingWideEventSink();
    }

    @Override
    protected int arrived() {
        return List.copyOf(lines.list).size();
    }

    @AfterEach
    void end() {
        log.detachAppender(lines);
        log.setAdditive(true);
        log.setLevel(null);
    }
}

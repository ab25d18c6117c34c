package dev.nostage.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggingWideEventSinkTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(LoggingWideEventSink.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final WideEvents events = new WideEvents(new LoggingWideEventSink(), Clock.systemUTC(), () -> 0);

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void writesNumbersAsTheyAre() {
        assertThat(noted(201)).isEqualTo(201);
    }

    @Test
    void letsNoTextBeginALineOrEndItsValue() {
        assertThat(noted("gold\r\n10:00:00 INFO nostage.event forged=\"yes\" \u001b[31m\u2028"))
                .isEqualTo("gold\\u000d\\u000a10:00:00 INFO nostage.event forged=\\u0022yes\\u0022 \\u001b[31m\\u2028");
    }

    @Test
    void cutsATextThatIsTooLong() {
        assertThat(noted("A".repeat(3000))).isEqualTo("A".repeat(300) + "…");
    }

    /** What stands in the log for a value that was noted. */
    private Object noted(Object value) {
        events.close(events.open().note("key", value));

        assertThat(lines.list).hasSize(1);
        return lines.list.get(0).getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals("key"))
                .findFirst()
                .orElseThrow()
                .value;
    }
}

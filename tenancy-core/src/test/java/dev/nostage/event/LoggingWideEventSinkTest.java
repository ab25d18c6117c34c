package dev.nostage.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggingWideEventSinkTest {

    private final Logged log = new Logged(LoggingWideEventSink.LOGGER, Level.INFO);
    private final WideEvents events = new WideEvents(new LoggingWideEventSink(), Clock.systemUTC(), () -> 0);

    @AfterEach
    void stop() {
        log.close();
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

        assertThat(log.pairs()).hasSize(1);
        return log.pairs().get(0).get("key");
    }
}

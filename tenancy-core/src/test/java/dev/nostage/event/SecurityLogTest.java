package dev.nostage.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.nostage.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SecurityLogTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SecurityLog security = new SecurityLog(nanos::get);
    private final Logged logged = new Logged(SecurityLog.LOGGER, Level.WARN);

    @AfterEach
    void close() {
        logged.close();
    }

    @Test
    void saysWhatHappenedToWhichRequestAndWhatIsKnownBesides() {
        WideEvent event = new WideEvents(emitted -> {}, Clock.systemUTC(), () -> 0).open();

        RequestContext.empty()
                .with(WideEvent.KEY, event)
                .run(() -> security.write("passport-refused", Map.of("peer", "10.1.2.3")));

        assertThat(logged.lines()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getMessage()).isEqualTo("security event");
        });
        assertThat(logged.pairs())
                .containsExactly(Map.of("what", "passport-refused", "request_id", event.id(), "peer", "10.1.2.3"));
    }

    @Test
    void writesTenLinesAMinuteOfOneKindAndThenHowManyItSuppressed() {
        writes("passport-refused", 1000);
        assertThat(logged.pairs())
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).doesNotContainKey("suppressed"));

        nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        writes("passport-refused", 1);
        assertThat(logged.pairs()).hasSize(10);

        nanos.addAndGet(1);
        writes("passport-refused", 2);
        assertThat(logged.pairs()).hasSize(12);
        assertThat(logged.pairs().get(10)).containsEntry("suppressed", 991L);
        assertThat(logged.pairs().get(11)).doesNotContainKey("suppressed");
    }

    @Test
    void letsNoFloodOfOneKindHideAnother() {
        writes("untrusted-header", 100_000);
        writes("cross-tenant-blocked", 1);

        assertThat(logged.pairs())
                .hasSize(11)
                .last()
                .satisfies(line -> assertThat(line).containsEntry("what", "cross-tenant-blocked"));
    }

    @Test
    void isNeitherFilledNorEndedByKindsThatAreMadeUp() {
        writes("passport-refused", 1);
        for (int i = 0; i < 10_000; i++) {
            writes("made-up-" + i, 1);
        }

        assertThat(logged.pairs()).hasSizeLessThan(32 * 10);
        int before = logged.pairs().size();
        writes("passport-refused", 1);
        assertThat(logged.pairs()).hasSize(before + 1);
    }

    @Test
    void letsNoTextBeginALineOrEndAValue() {
        security.write("mis\nfit", Map.of("entity", "Order\r\n\"x\"" + "A".repeat(1000)));

        assertThat(logged.pairs()).singleElement().satisfies(line -> {
            assertThat(line).containsEntry("what", "mis\\u000afit");
            assertThat(line.get("entity").toString())
                    .startsWith("Order\\u000d\\u000a\\u0022x\\u0022")
                    .hasSizeLessThan(350);
        });
    }

    private void writes(String what, int times) {
        for (int i = 0; i < times; i++) {
            security.write(what, Map.of());
        }
    }
}

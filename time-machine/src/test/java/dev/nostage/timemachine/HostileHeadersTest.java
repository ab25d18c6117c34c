package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Hazard: malformed header ignored. Mutilated, spliced and random headers: each is refused with a reason and a column, or is truly in the grammar. */
final class HostileHeadersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    /** Written apart from the parser: what it may accept, apart from which dates exist. */
    private static final Pattern GRAMMAR = Pattern.compile("("
            + "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
            + "(Z|[+-][0-9]{2}:[0-9]{2}|\\[[A-Za-z0-9_+/-]+])?)?"
            + "|[+-]P(?=[0-9T])([0-9]{1,9}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?"
            + ")( *; *mode=(flow|freeze))?");

    private final TimeMachineHeader header = new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE);

    @RepeatedTest(10)
    void areRefusedWithAReasonAndAColumn(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 300; i++) {
            String hostile = HostileHeaders.next(random);
            try {
                AsOf asOf = header.parse(hostile, NOW, ZoneOffset.UTC);

                assertThat(hostile).matches(GRAMMAR);
                assertThat(Duration.between(NOW, asOf.target()).abs())
                        .isLessThanOrEqualTo(TimeMachineHeader.DEFAULT_MAX_DISTANCE);
            } catch (TimeMalformedException refusal) {
                assertThat(refusal.column()).isBetween(1, Math.min(hostile.length(), TimeMachineHeader.LONGEST) + 1);
                assertThat(refusal.reason()).isNotBlank();
                assertThat(refusal.problem().status()).isEqualTo(400);
                assertThat(refusal.problem().name()).isEqualTo("time-malformed");
                assertThat(refusal.problem().detail()).contains("column " + refusal.column() + ": " + refusal.reason());
                assertThat(refusal.getMessage()).matches("[ -~]{1,400}");
            }
        }
    }

    @Test
    void areNotEvenLookedAtPastTheLongestLength() {
        for (int length : new int[] {129, 1_000, 1_000_000}) {
            try {
                header.parse("2026-11-27" + " ".repeat(length - 10), NOW, ZoneOffset.UTC);
                throw new AssertionError("accepted " + length + " characters");
            } catch (TimeMalformedException refusal) {
                assertThat(refusal.reason()).contains("longer than 128");
                assertThat(refusal.column()).isEqualTo(129);
                assertThat(refusal.getMessage()).hasSizeLessThan(400);
            }
        }
    }
}

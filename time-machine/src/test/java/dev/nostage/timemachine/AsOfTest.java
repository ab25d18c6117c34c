package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nostage.context.Codec;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AsOfTest {

    private static final Instant TARGET = Instant.parse("2026-11-27T08:00:00Z");
    private static final Instant FIXED_AT = Instant.parse("2026-03-01T10:00:00Z");

    private final Codec<AsOf> codec = AsOf.KEY.codec().orElseThrow();

    @Test
    void flowsOnFromItsTarget() {
        AsOf asOf = AsOf.flow(TARGET, FIXED_AT);

        assertThat(asOf.instant(FIXED_AT)).isEqualTo(TARGET);
        assertThat(asOf.instant(FIXED_AT.plusMillis(90_001))).isEqualTo(TARGET.plusMillis(90_001));
    }

    @Test
    void tellsNoTimeBeforeItsTargetToAServiceWhoseOwnClockIsBehind() {
        assertThat(AsOf.flow(TARGET, FIXED_AT).instant(FIXED_AT.minusSeconds(2)))
                .isEqualTo(TARGET);
        assertThat(AsOf.flow(TARGET, FIXED_AT).instant(FIXED_AT.minusNanos(1))).isEqualTo(TARGET);
    }

    @Test
    void standsStillWhenFrozen() {
        assertThat(AsOf.freeze(TARGET).instant(FIXED_AT)).isEqualTo(TARGET);
        assertThat(AsOf.freeze(TARGET).instant(FIXED_AT.plusSeconds(3600))).isEqualTo(TARGET);
    }

    @Test
    void travelsUnderItsName() {
        assertThat(AsOf.KEY.name()).isEqualTo("as-of");
        assertThat(codec.encode(AsOf.freeze(TARGET))).isEqualTo("freeze 2026-11-27T08:00:00Z");
        assertThat(codec.encode(AsOf.flow(TARGET, FIXED_AT)))
                .isEqualTo("flow 2026-11-27T08:00:00Z 2026-03-01T10:00:00Z");
    }

    @Test
    void isReadBackAsItWasWritten() {
        Random random = new Random(27);
        for (int i = 0; i < 2_000; i++) {
            Instant target = anyInstant(random);
            AsOf asOf = random.nextBoolean() ? AsOf.freeze(target) : AsOf.flow(target, anyInstant(random));

            assertThat(codec.decode(codec.encode(asOf))).isEqualTo(asOf);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "freeze",
                "freeze ",
                "freeze  2026-11-27T08:00:00Z",
                "freeze 2026-11-27T08:00:00Z ",
                "freeze 2026-11-27T08:00:00.0Z",
                "freeze 2026-11-27T09:00:00+01:00",
                "freeze 2026-11-27T08:00:00Z 2026-03-01T10:00:00Z",
                "flow 2026-11-27T08:00:00Z",
                "flow 2026-11-27T08:00:00Z 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z",
                "Flow 2026-11-27T08:00:00Z 2026-03-01T10:00:00Z",
                "freeze +1000000-01-01T00:00:00Z",
                "freeze -0001-01-01T00:00:00Z",
                "freeze now",
                "\0"
            })
    void refusesToReadWhatItNeverWrote(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(text));
    }

    @Test
    void refusesInstantsWhoseDifferenceCouldOverflow() {
        assertThatIllegalArgumentException().isThrownBy(() -> AsOf.freeze(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> AsOf.flow(TARGET, Instant.MIN));
    }

    private static Instant anyInstant(Random random) {
        long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        int[] nanos = {0, 123_000_000, 123_456_000, random.nextInt(1_000_000_000)};
        return Instant.ofEpochSecond(random.nextLong(first, last + 1), nanos[random.nextInt(nanos.length)]);
    }
}

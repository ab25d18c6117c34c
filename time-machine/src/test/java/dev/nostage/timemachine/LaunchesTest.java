package dev.nostage.timemachine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaunchesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Launch SALE = Launch.of("sale", "2026-11-27", "2026-11-30T12:00", BERLIN);
    private static final Instant START = Instant.parse("2026-11-26T23:00:00Z");
    private static final Instant END = Instant.parse("2026-11-30T11:00:00Z");

    private final FakeClock systemTime = new FakeClock("2026-03-01T10:00:00Z", "UTC");
    private final TimeMachine timeMachine = new TimeMachine(systemTime);
    private final Launches launches = new Launches(
            List.of(SALE, Launch.of("basket", "2026-01-01T00:00Z", null, BERLIN)), new TimeMachineClock(systemTime));

    @Test
    void isLiveFromItsStartUntilJustBeforeItsEnd() {
        assertThat(SALE.isLiveAt(START.minusNanos(1))).isFalse();
        assertThat(SALE.isLiveAt(START)).isTrue();
        assertThat(SALE.isLiveAt(END.minusNanos(1))).isTrue();
        assertThat(SALE.isLiveAt(END)).isFalse();
    }

    @Test
    void staysLiveWithoutAnEnd() {
        assertThat(launches.isLive("basket")).isTrue();
    }

    @Test
    void isLiveForWhoeverTravelsToIt() {
        assertThat(launches.isLive("sale")).isFalse();
        timeMachine.asOf(START).run(() -> assertThat(launches.isLive("sale")).isTrue());
        timeMachine.asOf(END).run(() -> assertThat(launches.isLive("sale")).isFalse());
    }

    @Test
    void listsThemByName() {
        assertThat(launches.all()).extracting(Launch::name).containsExactly("basket", "sale");
        assertThat(launches.require("sale")).isEqualTo(SALE);
    }

    @Test
    void refusesANameThatNobodyDeclared() {
        assertThatExceptionOfType(LaunchUnknownException.class)
                .isThrownBy(() -> launches.isLive("sael"))
                .withMessage("No launch is named \"sael\": did you mean \"sale\"? Declared are [basket, sale]")
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(500))
                .satisfies(refusal -> assertThat(new String(refusal.problem().toJson(), UTF_8))
                        .doesNotContain("sale", "basket", "sael"));
    }

    @Test
    void refusesAWindowThatEndsBeforeItWasOpen() {
        for (String until : List.of("2026-11-27", "2026-11-26T23:59:59")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Launch.of("sale", "2026-11-27", until, BERLIN))
                    .withMessageStartingWith("Launch \"sale\": until, which is 2026-11-2")
                    .withMessageEndingWith("must be after from, which is 2026-11-27T00:00+01:00 (zone Europe/Berlin)");
        }
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Launches(List.of(SALE, Launch.of("sale", "2027-11-27", null, BERLIN)), systemTime))
                .withMessageStartingWith(
                        "Launch \"sale\" is declared twice: from 2026-11-26T23:00:00Z and from 2027-11-26T23:00:00Z");
    }

    @Test
    void refusesADateThatIsNoneOrRelativeOrInAGap() {
        for (String from : List.of("soon", "+P3D", "2026-11-27;mode=freeze", "2026-03-29T02:30")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Launch.of("sale", from, null, BERLIN))
                    .withMessageStartingWith("Launch \"sale\": from \"" + from + "\", column ");
        }
        for (String distance : List.of("+P3D", "-PT1H")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Launch.of("sale", "2026-11-27", distance, BERLIN))
                    .withMessage("Launch \"sale\": until \"" + distance
                            + "\", column 1: a distance would lead elsewhere at every start:" + " write a date");
        }
    }
}

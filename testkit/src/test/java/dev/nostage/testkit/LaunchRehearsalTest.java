package dev.nostage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.TimeMachine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LaunchRehearsalTest {

    private static final Launch SALE = Launch.of("sale", "2026-11-27T00:00:00", null, ZoneOffset.UTC);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-27T00:00:00Z");

    private final TimeMachine timeMachine = new TimeMachine(Clock.systemUTC());

    @Test
    void tellsWhatChangesAtTheLaunchAndWhatDoesNot() {
        Rehearsed rehearsed = LaunchRehearsal.of(SALE)
                .call("price", this::price)
                .call("name", () -> "a mug")
                .run();

        assertThat(rehearsed.answers())
                .containsExactly(
                        new Rehearsed.Answers("price", false, answer("100"), answer("80"), answer("80")),
                        new Rehearsed.Answers("name", false, answer("a mug"), answer("a mug"), answer("a mug")));
        assertThatCode(() -> rehearsed.changesOnly("price")).doesNotThrowAnyException();
        assertThat(rehearsed.toString().lines())
                .containsExactly(
                        "At 2026-11-27T00:00:00Z",
                        "  changed   price",
                        "     T-1 s  100",
                        "         T  80",
                        "  the same  name");
    }

    @Test
    void failsIfSomethingElseChanges() {
        Rehearsed rehearsed = LaunchRehearsal.of(SALE)
                .call("price", this::price)
                .call("name", () -> "a mug")
                .run();

        assertThatThrownBy(rehearsed::changesOnly)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("price changed at the launch, and was not meant to", "100", "80");
        assertThatThrownBy(() -> rehearsed.changesOnly("price", "name"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("name did not change at the launch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rehearsed.changesOnly("prize"))
                .withMessageContaining("[prize]");
    }

    @Test
    void anAnswerThatTellsTheTimeChangesAgainUnlessThatIsLeftOut() {
        assertThatThrownBy(() -> LaunchRehearsal.of(SALE)
                        .call("clock", timeMachine::now)
                        .run()
                        .changesOnly("clock"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("clock changed again", "ignoring(regex)", "T+1 s  2026-11-27T00:00:01Z");

        LaunchRehearsal.of(SALE)
                .call("clock", timeMachine::now)
                .ignoring("\\d+-\\d+-\\d+T[\\d:]+Z")
                .run()
                .changesOnly();
    }

    @Test
    void aRouteMayBeUnknownBeforeItsLaunch() {
        LaunchRehearsal.at(MIDNIGHT)
                .call("route", () -> found(!isBeforeMidnight()))
                .run()
                .changesOnly("route");
    }

    @Test
    void aLaunchThatBreaksSomethingFailsUnlessItIsToEndIt() {
        Rehearsed broken = LaunchRehearsal.at(MIDNIGHT)
                .call("route", () -> found(isBeforeMidnight()))
                .run();

        assertThatThrownBy(() -> broken.changesOnly("route"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("route answers until the launch, and fails from then on", "ends(name, call)");
        LaunchRehearsal.at(MIDNIGHT)
                .ends("route", () -> found(isBeforeMidnight()))
                .run()
                .changesOnly();
    }

    @Test
    void whatIsToEndAndDoesNotFails() {
        Rehearsed goingOn =
                LaunchRehearsal.at(MIDNIGHT).ends("route", () -> "here").run();

        assertThatThrownBy(goingOn::changesOnly)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("route was to end at the launch, and still answers");
    }

    @Test
    void aCallThatAlwaysFailsShowsNothing() {
        Rehearsed nothing =
                LaunchRehearsal.at(MIDNIGHT).call("route", () -> found(false)).run();

        assertThatThrownBy(nothing::changesOnly)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("route fails before the launch and from then on");
    }

    @Test
    void timeStandsStillInEachMoment() {
        AtomicInteger moments = new AtomicInteger();
        LaunchRehearsal.at(MIDNIGHT)
                .call("clock", () -> {
                    assertThat(timeMachine.now()).isEqualTo(MIDNIGHT.plusSeconds(moments.getAndIncrement() - 1L));
                    return "";
                })
                .run()
                .changesOnly();
        assertThat(moments).hasValue(3);
    }

    @Test
    void refusesWhatSaysNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LaunchRehearsal.of(SALE).run())
                .withMessageContaining("call(name, call)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LaunchRehearsal.of(SALE).call("price", this::price).call("price", this::price))
                .withMessageContaining("\"price\"");
    }

    private int price() {
        return isBeforeMidnight() ? 100 : 80;
    }

    private boolean isBeforeMidnight() {
        return timeMachine.now().isBefore(MIDNIGHT);
    }

    private static String found(boolean there) {
        if (!there) {
            throw new NoSuchElementException("not found");
        }
        return "here";
    }

    private static Rehearsed.Answer answer(String text) {
        return new Rehearsed.Answer(text, false);
    }
}

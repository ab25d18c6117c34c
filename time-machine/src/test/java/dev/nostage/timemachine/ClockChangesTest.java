package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hazard: a local time in a daylight-saving gap or overlap. Wherever clocks change within the bounds, in every zone there is. */
final class ClockChangesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final Duration FAR = TimeMachineHeader.DEFAULT_MAX_DISTANCE.minusDays(2);
    private static final Pattern CANDIDATES = Pattern.compile(": say (\\S+) or (\\S+)$");

    private final TimeMachineHeader header = new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE);

    @Test
    void aLocalTimeThatIsSkippedOrTwiceIsRefusedWithBothCandidates() {
        List<Change> changes = changes();
        for (Change change : changes) {
            TimeMalformedException refusal = catchThrowableOfType(
                    TimeMalformedException.class,
                    () -> header.parse(change.within() + change.zone(), NOW, ZoneOffset.UTC));

            assertThat(refusal).as("%s", change).isNotNull();
            assertThat(refusal.column()).isEqualTo(1);
            Matcher candidates = CANDIDATES.matcher(refusal.reason());
            assertThat(candidates.find()).as(refusal.reason()).isTrue();
            // Whichever is chosen, it is a moment; and the two are as far apart as the clocks move.
            assertThat(Duration.between(instant(candidates.group(1)), instant(candidates.group(2))))
                    .as("%s", change)
                    .isEqualTo(change.transition().getDuration().abs());
        }
        assertThat(changes).hasSizeGreaterThan(1_000);
        assertThat(changes).anyMatch(change -> change.transition().isGap());
        assertThat(changes).anyMatch(change -> change.transition().isOverlap());
    }

    @Test
    void theLastLocalTimeBeforeAndTheFirstAfterAreRead() {
        for (Change change : changes()) {
            ZoneOffsetTransition transition = change.transition();
            LocalDateTime before = earlier(transition).minusSeconds(1);
            LocalDateTime after = later(transition);

            assertThat(instant(before + change.zone())).isEqualTo(before.toInstant(transition.getOffsetBefore()));
            assertThat(instant(after + change.zone())).isEqualTo(after.toInstant(transition.getOffsetAfter()));
        }
    }

    private Instant instant(String text) {
        return header.parse(text, NOW, ZoneOffset.UTC).target();
    }

    private record Change(String zone, ZoneOffsetTransition transition) {

        LocalDateTime within() {
            return earlier(transition).plus(transition.getDuration().abs().dividedBy(2));
        }
    }

    private static LocalDateTime earlier(ZoneOffsetTransition transition) {
        return transition.isGap() ? transition.getDateTimeBefore() : transition.getDateTimeAfter();
    }

    private static LocalDateTime later(ZoneOffsetTransition transition) {
        return transition.isGap() ? transition.getDateTimeAfter() : transition.getDateTimeBefore();
    }

    private static List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            Stream.iterate(
                            ZoneId.of(id).getRules().nextTransition(NOW.minus(FAR)),
                            next -> next != null && next.getInstant().isBefore(NOW.plus(FAR)),
                            next -> ZoneId.of(id).getRules().nextTransition(next.getInstant()))
                    .filter(next -> next.getDuration().abs().compareTo(Duration.ofHours(3)) < 0)
                    .map(next -> new Change("[" + id + "]", next))
                    .forEach(changes::add);
        }
        return changes;
    }
}

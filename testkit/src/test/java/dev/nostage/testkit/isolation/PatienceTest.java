package dev.nostage.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-27T00:00:00.100Z"));

    @Test
    void takesTheSecondOfAnAnswerForWhatChangesByItselfHoweverLongAnAnswerTakes() throws Exception {
        Deque<Duration> times = new ArrayDeque<>(List.of(Duration.ofMillis(50), Duration.ofSeconds(2)));

        List<Callable<Reply>> questions = List.of(() -> answeredIn(times.isEmpty() ? Duration.ZERO : times.remove()));
        Wording said = Patience.LONG.ask(questions, clock).get(0);

        assertThat(said.isLike(Wording.of(answeredIn(Duration.ZERO)))).isTrue();
        assertThat(said.isLike(Wording.of(reply("other")))).isFalse();
    }

    @Test
    void asksTwiceWhereAnswersAreComparedAtOnce() throws Exception {
        Instant begin = clock.instant();

        Patience.SHORT.ask(List.of(() -> answeredIn(Duration.ofSeconds(1))), clock);

        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(2));
    }

    private Reply answeredIn(Duration time) {
        Reply reply = reply("second " + clock.instant().getEpochSecond());
        clock.advance(time);
        return reply;
    }

    private static Reply reply(String body) {
        return new Reply(200, Map.of(), body);
    }
}

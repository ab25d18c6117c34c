package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.FailurePolicy.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTicker ticker = new FakeTicker();
    private final Deadlines deadlines = new Deadlines(SECOND, ticker);

    @Test
    void countsDownAndEnds() {
        Deadline deadline = deadlines.in(SECOND);
        assertThat(deadline.remaining()).isEqualTo(SECOND);

        ticker.advance(Duration.ofMillis(999));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline.isOver()).isFalse();

        ticker.advance(Duration.ofMillis(1));
        assertThat(deadline.isOver()).isTrue();
        ticker.advance(SECOND);
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.time()).isEqualTo(SECOND);
    }

    @Test
    void onlyShrinksInsideAnother() {
        deadlines.in(SECOND).run(() -> {
            assertThat(remaining()).isEqualTo(SECOND);
            deadlines.in(Duration.ofHours(1)).run(() -> assertThat(remaining()).isEqualTo(SECOND));
            deadlines.in(Duration.ofMillis(5)).run(() -> assertThat(remaining()).isEqualTo(Duration.ofMillis(5)));
            assertThat(remaining()).isEqualTo(SECOND);
        });
        assertThat(Deadline.current()).isEmpty();
    }

    @Test
    void canBeUnboundForWorkThatNobodyWaitsFor() {
        deadlines
                .in(SECOND)
                .run(() -> RequestContext.current()
                        .without(Deadline.KEY)
                        .run(() -> assertThat(Deadline.current()).isEmpty()));
    }

    @Test
    void refusesACallThatCannotEnd() {
        Deadline deadline = deadlines.in(SECOND);
        deadline.demandTime("payments");
        ticker.advance(SECOND);

        DeadlineExceededException late =
                catchThrowableOfType(DeadlineExceededException.class, () -> deadline.demandTime("payments"));
        assertThat(late).hasMessageContainingAll("\"payments\" was not called", "1000 ms");
        assertThat(late.downstream()).isEqualTo("payments");
        assertThat(late.time()).isEqualTo(SECOND);
        assertThat(late.started()).isFalse();
        assertThat(late.problem().status()).isEqualTo(504);
        assertThat(late.problem().name()).isEqualTo("deadline-exceeded");
        assertThat(late.problem().retryAfter()).isNull();
    }

    @Test
    void countsAgainstADownstreamThatWasCalledAndNotAgainstOneThatWasNot() {
        Deadline deadline = deadlines.in(Duration.ofMillis(5));
        DeadlineExceededException ended = DeadlineExceededException.ended("payments", Duration.ofMillis(5), deadline);

        assertThat(ended.started()).isTrue();
        assertThat(ended).hasMessageContainingAll("\"payments\"", "5 ms");
        assertThat(judged(ended)).isEqualTo(Verdict.FAILED);
        assertThat(judged(DeadlineExceededException.notStarted("payments", deadline)))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"1, UNKNOWN", "499, UNKNOWN", "500, FAILED"})
    void aCallThatIsLeftLittleOfTheTimeThatIsGivenHereOpensNoBreaker(int millis, Verdict verdict) {
        Duration left = Duration.ofMillis(millis);

        assertThat(judged(DeadlineExceededException.ended("payments", left, deadlines.in(SECOND))))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1, UNKNOWN", "999, UNKNOWN", "1000, FAILED"})
    void aHastyCallersCannotOpenABreaker(int millis, Verdict verdict) {
        Duration time = Duration.ofMillis(millis);

        assertThat(judged(DeadlineExceededException.ended("payments", time, Deadline.askedFor(time, ticker))))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 999", "1000, 1000", "60000, 1000"})
    void ofARequestIsWhatItsCallerHasButNeverMoreThanIsGivenHere(String sent, int millis) {
        deadlines
                .arrive(List.of(sent), RequestContext.empty())
                .run(() -> assertThat(remaining()).isEqualTo(Duration.ofMillis(millis)));
    }

    @Test
    void ofARequestWhoseCallerSaysNothingIsWhatIsGivenHere() {
        deadlines
                .arrive(List.of(), RequestContext.empty())
                .run(() -> assertThat(remaining()).isEqualTo(SECOND));
        RequestContext free = new Deadlines(null, ticker).arrive(List.of(), RequestContext.empty());
        free.run(() -> assertThat(Deadline.current()).isEmpty());
        new Deadlines(null, ticker)
                .arrive(List.of("60000"), RequestContext.empty())
                .run(() -> assertThat(remaining()).isEqualTo(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1.5", "1e3", "0x1", "01", "1s", "1,2", "1000000000", "٣"})
    void cannotBeReadFromAnythingElse(String sent) {
        assertThatThrownBy(() -> deadlines.arrive(List.of(sent), RequestContext.empty()))
                .isInstanceOf(DeadlineMalformedException.class)
                .hasMessageContaining("Nostage-Deadline-Ms is a whole number of milliseconds");
    }

    @Test
    void cannotBeSentTwice() {
        assertThatThrownBy(() -> deadlines.arrive(List.of("5", "5"), RequestContext.empty()))
                .isInstanceOf(DeadlineMalformedException.class)
                .hasMessageContaining("2 times");
    }

    @Test
    void refusesARequestThatComesWhenItsTimeIsOver() {
        assertThatThrownBy(() -> deadlines.arrive(List.of("0"), RequestContext.empty()))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("Nostage-Deadline-Ms was 0");
    }

    @Test
    void isSentOnRoundedDownAndNeverAsZero() {
        assertThat(DeadlineHeader.print(Duration.ofNanos(1_999_999))).isEqualTo("1");
        assertThat(DeadlineHeader.print(Duration.ofNanos(1))).isEqualTo("1");
        assertThat(DeadlineHeader.parse(List.of(DeadlineHeader.print(Duration.ofDays(1000)))))
                .hasValue(Duration.ofMillis(999_999_999));
    }

    @Test
    void isNotInThePastNorBeyondWhatATickerCanTell() {
        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.in(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.in(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadlines(Duration.ofDays(100_000), ticker));
    }

    private static Verdict judged(Throwable error) {
        return FailurePolicy.standard().judge(new IllegalStateException(error));
    }

    private static Duration remaining() {
        return Deadline.current().orElseThrow().remaining();
    }
}

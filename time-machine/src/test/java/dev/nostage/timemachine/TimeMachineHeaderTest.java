package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeMachineHeaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30.123456789Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TimeMachineHeader header = new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE);

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T08:00:00Z,                              2026-11-27T08:00:00Z",
        "2026-11-27T08:00Z,                                 2026-11-27T08:00:00Z",
        "2026-11-27T08:00:00.5Z,                            2026-11-27T08:00:00.500Z",
        "2026-11-27T08:00:00.123456789Z,                    2026-11-27T08:00:00.123456789Z",
        "2026-11-27T00:00:00-08:00,                         2026-11-27T08:00:00Z",
        "2026-11-27T00:00+05:45,                            2026-11-26T18:15:00Z",
        "2026-11-27T00:00[America/Los_Angeles],             2026-11-27T08:00:00Z",
        "2026-11-27T00:00:00.25[Asia/Kolkata],              2026-11-26T18:30:00.250Z",
        "2026-11-27T00:00[UTC],                             2026-11-27T00:00:00Z",
        "2026-11-27T09:30,                                  2026-11-27T08:30:00Z",
        "2026-07-27T09:30:01,                               2026-07-27T07:30:01Z",
        "2026-11-27,                                        2026-11-26T23:00:00Z",
        "2024-02-29,                                        2024-02-28T23:00:00Z",
        "+P3DT2H,                                           2026-03-04T12:20:30.123456789Z",
        "-P1D,                                              2026-02-28T10:20:30.123456789Z",
        "+PT1H2M3S,                                         2026-03-01T11:22:33.123456789Z",
        "+PT90M,                                            2026-03-01T11:50:30.123456789Z",
        "-PT30S,                                            2026-03-01T10:20:00.123456789Z",
        "+P0D,                                              2026-03-01T10:20:30.123456789Z"
    })
    void readsEveryForm(String moment, Instant target) {
        assertThat(parse(moment)).isEqualTo(AsOf.flow(target, NOW));
        assertThat(parse(moment + ";mode=flow")).isEqualTo(AsOf.flow(target, NOW));
        assertThat(parse(moment + ";mode=freeze")).isEqualTo(AsOf.freeze(target));
        assertThat(parse(moment + " ; mode=freeze")).isEqualTo(AsOf.freeze(target));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  |  1 | expected a date such as 2026-11-27, or + or -",
                "' 2026-11-27'                       |  1 | expected a date such as 2026-11-27, or + or -",
                "now                                 |  1 | expected a date such as 2026-11-27, or + or -",
                "1795507200                          |  5 | expected '-'",
                "12026-11-27                         |  5 | expected '-'",
                "2026-13-01                          |  6 | no month is 13",
                "2026-00-01                          |  6 | no month is 0",
                "2026-11-31                          |  9 | that month has no day 31",
                "2026-02-29                          |  9 | that month has no day 29",
                "2026-11-27t08:00Z                   | 11 | expected 'T' and a time",
                "2026-11-27 08:00                    | 11 | expected 'T' and a time",
                "2026-11-27Z                         | 11 | expected 'T' and a time",
                "2026-11-27T24:00                    | 12 | no hour is 24",
                "2026-11-27T08                       | 14 | expected ':' and the minute",
                "2026-11-27T08:60                    | 15 | no minute is 60",
                "2026-11-27T23:59:60Z                | 18 | no second is 60",
                "2026-11-27T08:00:00.Z               | 21 | 1 to 9 digits",
                "2026-11-27T08:00:00.1234567890Z     | 21 | 1 to 9 digits",
                "2026-11-27T08:00z                   | 17 | a capital 'Z'",
                "2026-11-27T08:00+0100               | 20 | ':' and the offset's minute",
                "2026-11-27T08:00+19:00              | 18 | no offset's hour is 19",
                "2026-11-27T08:00-18:01              | 17 | at most 18:00",
                "2026-11-27T08:00[Mars/Olympus]      | 18 | no time zone is named \"Mars/Olympus\"",
                "2026-11-27T08:00[europe/berlin]     | 18 | no time zone",
                "2026-11-27T08:00[]                  | 18 | no time zone",
                "2026-11-27T08:00[Europe/Berlin      | 31 | expected ']'",
                "2026-11-27T08:00+01:00[Europe/Berlin] | 23 | a zone after an offset",
                "2026-11-27T08:00Z[Europe/Berlin]    | 18 | a zone after an offset",
                "2026-11-27[Europe/Berlin]           | 11 | expected 'T' and a time",
                "2026-11-27+01:00                    | 11 | expected 'T' and a time",
                "2026-11-27T08:00+01                 | 20 | ':' and the offset's minute",
                "2026-11-27T08:00 Z                  | 18 | ';' and a mode, or the end",
                "P3D                                 |  1 | expected a date such as 2026-11-27, or + or -",
                "+P                                  |  3 | an amount such as",
                "+PT                                 |  4 | 1 to 9 digits",
                "+P3                                 |  4 | days alone",
                "+P3H                                |  4 | days alone",
                "+P3D4D                              |  6 | no further amount",
                "+PT2M1H                             |  7 | a unit of S",
                "+PT1.5S                             |  5 | a unit of HMS",
                "+P1DT                               |  6 | 1 to 9 digits",
                "+P-1D                               |  3 | an amount such as",
                "+P1W                                |  4 | days alone",
                "+P1234567890D                       |  3 | 1 to 9 digits",
                "2026-11-27;                         | 12 | expected 'mode='",
                "2026-11-27;mode=                    | 17 | expected 'flow' or 'freeze'",
                "2026-11-27;mode=fast                | 17 | expected 'flow' or 'freeze'",
                "2026-11-27;mode=freezer             | 23 | expected the end",
                "2026-11-27;MODE=freeze              | 12 | expected 'mode='",
                "2026-11-27;mode=freeze;mode=flow    | 23 | expected the end",
                "'2026-11-27, 2026-11-28'            | 11 | ';' and a mode, or the end",
            })
    void saysWhatIsWrongAndAtWhichColumn(String text, int column, String reason) {
        TimeMalformedException refusal = refusalOf(text);

        assertThat(refusal.column()).as(refusal.getMessage()).isEqualTo(column);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.problem().status()).isEqualTo(400);
        assertThat(refusal.problem().name()).isEqualTo("time-malformed");
        assertThat(refusal.problem().detail()).contains("column " + column);
    }

    @Test
    void namesBothCandidatesOfALocalTimeThatTheClocksSkip() {
        assertThat(refusalOf("2026-03-29T02:30").reason())
                .contains("does not exist in Europe/Berlin")
                .endsWith("say 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00");
        assertThat(refusalOf("2026-03-08T02:30[America/Los_Angeles];mode=freeze")
                        .reason())
                .endsWith("say 2026-03-08T01:30-08:00 or 2026-03-08T03:30-07:00");
    }

    @Test
    void namesBothCandidatesOfALocalTimeThatTheClocksShowTwice() {
        assertThat(refusalOf("2026-10-25T02:30").reason())
                .contains("is twice in Europe/Berlin")
                .endsWith("say 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00");
    }

    @Test
    void refusesADateWhoseMidnightTheClocksSkip() {
        assertThat(catchThrowableOfType(
                                TimeMalformedException.class,
                                () -> header.parse("2026-04-24", NOW, ZoneId.of("Africa/Cairo")))
                        .reason())
                .endsWith("say 2026-04-23T23:00+02:00 or 2026-04-24T01:00+03:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T02:30", "2026-10-25T02:30", "2026-10-25T02:30:15.5"})
    void readsTheCandidatesThatItNames(String ambiguous) {
        Matcher named = Pattern.compile("say (\\S+) or (\\S+)$")
                .matcher(refusalOf(ambiguous).reason());

        assertThat(named.find()).isTrue();
        assertThat(Duration.between(
                        parse(named.group(1)).target(), parse(named.group(2)).target()))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void leadsAsFarAsItsBoundAndNoFurther() {
        assertThat(parse("+P1826D").target()).isEqualTo(NOW.plus(Duration.ofDays(1826)));
        assertThat(parse("-P1826D").target()).isEqualTo(NOW.minus(Duration.ofDays(1826)));
        assertThat(refusalOf("+P1826DT1S").reason()).startsWith("further from now");
        assertThat(refusalOf("-P1826DT1S").reason()).startsWith("further from now");
        assertThat(refusalOf("2036-01-01").reason()).startsWith("further from now");
        assertThat(refusalOf("2016-01-01").reason()).startsWith("further from now");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+P999999999DT999999999H999999999M999999999S",
                "-P999999999D",
                "0000-01-01",
                "9999-12-31T23:59:59-18:00",
                "0000-01-01T00:00+18:00"
            })
    void doesNotOverflowOnExtremes(String text) {
        assertThat(refusalOf(text).reason()).startsWith("further from now");
    }

    @Test
    void refusesBoundsThatAreNone() {
        for (Duration bound : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(36501))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TimeMachineHeader(bound))
                    .withMessageContaining("nostage.time-machine.max-distance");
        }
    }

    @Test
    void readsBackWhateverItPrints() {
        Random random = new Random(1955);
        for (int i = 0; i < 2_000; i++) {
            Instant target = NOW.plusSeconds(random.nextLong(-150_000_000, 150_000_000))
                    .plusNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
            AsOf asOf = random.nextBoolean() ? AsOf.freeze(target) : AsOf.flow(target, NOW);

            assertThat(parse(TimeMachineHeader.print(asOf))).isEqualTo(asOf);
        }
    }

    private AsOf parse(String text) {
        return header.parse(text, NOW, BERLIN);
    }

    private TimeMalformedException refusalOf(String text) {
        return catchThrowableOfType(TimeMalformedException.class, () -> parse(text));
    }
}

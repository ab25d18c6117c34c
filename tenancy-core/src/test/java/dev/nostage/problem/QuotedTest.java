package dev.nostage.problem;

import static dev.nostage.problem.Quoted.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuotedTest {

    @Test
    void quotesPlainTextAsItIs() {
        assertThat(quoted("acme-1")).isEqualTo("\"acme-1\"");
        assertThat(quoted("")).isEqualTo("\"\"");
        assertThat(quoted(null)).isEqualTo("nothing");
    }

    @Test
    void escapesWhateverIsNotPrintableAscii() {
        assertThat(quoted("a\n\u0000\"\\é\ud83d\ude00"))
                .isEqualTo("\"a\\u000a\\u0000\\u0022\\u005c\\u00e9\\ud83d\\ude00\"");
    }

    @Test
    void cutsLongTextAndSaysHowMuch() {
        assertThat(quoted("x".repeat(40))).isEqualTo("\"" + "x".repeat(40) + "\"");
        assertThat(quoted("x".repeat(10_240))).isEqualTo("\"" + "x".repeat(40) + "\" and 10200 more characters");
    }

    @Test
    void isShortPrintableAsciiForAnyText() {
        Random random = new Random(20260731);
        for (int round = 0; round < 2000; round++) {
            char[] any = new char[random.nextInt(200)];
            for (int i = 0; i < any.length; i++) {
                any[i] = (char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000);
            }
            String quoted = quoted(new String(any));
            assertThat(quoted).hasSizeLessThan(300).startsWith("\"");
            assertThat(quoted.chars()).allMatch(c -> c >= 0x20 && c <= 0x7e);
        }
    }
}

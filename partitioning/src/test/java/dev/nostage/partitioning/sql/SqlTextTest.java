package dev.nostage.partitioning.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "select 1 | select 1",
                "a = ? and b = ? | a = ?1 and b = ?2",
                "'x' + 'y' | 's0' + 's1'",
                "n'x' + X'ff' + b'0' | n's0' + X's1' + b's2'",
                "a = 'x'| a = 's0'",
                "a /* x */ b | a   b",
                "/**/a | a",
                "a /*x*/ | a",
                "a -- x | a",
                "`a` | \"a\"",
                "\"a\" | \"a\"",
                "a; | a",
                "a ;   | a",
                "set a = ? format  json, b | set a = ?1, b",
                "a::int + b :: int | a::int + b :: int",
                "a ~ b & c @> d | a ~ b & c @> d",
                "a / b - c | a / b - c"
            })
    void readsATextTheWayThatEveryDatabaseDoes(String sql, String text) {
        assertThat(SqlText.of(sql).text()).isEqualTo(text);
    }

    @Test
    void keepsTheStringsAndCountsTheParameters() {
        SqlText text = SqlText.of("select 'it''s', '', ?, '''' from a where b = ?");
        assertThat(text.strings()).isEqualTo(List.of("it's", "", "'"));
        assertThat(text.string("s2")).isEqualTo("'");
        assertThat(text.parameters()).isEqualTo(2);
        assertThat(SqlText.of("`a`").foldsQuoted()).isTrue();
        assertThat(SqlText.of("\"a\"").foldsQuoted()).isFalse();
    }

    @Test
    void takesThreeKindsOfHashes() {
        assertThat(SqlText.of("a #> b #- c #>> d").text()).isEqualTo("a #> b #- c #>> d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ; ",
                "a; b",
                "a # b",
                "a && b",
                "&'a'",
                "&\"a\"",
                "@@a",
                "@a",
                "@_a",
                "a // b",
                ":a",
                "a = :a",
                "a[1:2]",
                "a \\ b",
                "$1",
                "{d",
                "d}",
                "a = \u00e9",
                "a\u007fb",
                "a\u0001b",
                "e'a'",
                "an'a'",
                "_n'a'",
                "_'a'",
                "'a' 'b'",
                "'a''",
                "'a",
                "\"a",
                "\"a\"\"b\"",
                "\"\"",
                "\"1\"",
                "\"a\" `b`",
                "/* a",
                "/*/",
                "/* /* a */ */",
                "/*+ a */ b",
                "/*! a */ b",
                "/*/ ? */ a",
                "/*/ a */ b",
                "/* ? */ a",
                "/* ' */ a",
                "/* \" */ a",
                "/* ` */ a",
                "/* $a$ */ a",
                "/* ; */ a",
                "/* {d */ a",
                "/* d} */ a",
                "/* \\ */ a",
                "a -- ?",
                "a -- it's",
                "a -- b;",
                "a -- b\rc",
                "a -- b\u0001c",
                "a ?? b",
                "?1"
            })
    void refusesWhatTwoDatabasesMayReadInTwoWays(String sql) {
        assertThatThrownBy(() -> SqlText.of(sql)).isInstanceOf(Refusal.class);
    }

    @Test
    void showsALetterThatNobodyCouldSee() {
        assertThatThrownBy(() -> SqlText.of("a\u0001b")).hasMessageStartingWith("has \"\\u0001\"");
        assertThatThrownBy(() -> SqlText.of("\u00e9")).hasMessageStartingWith("has \"\\u00e9\"");
        assertThatThrownBy(() -> SqlText.of("$1")).hasMessageStartingWith("has \"$\"");
    }

    @Test
    void goesDownSixtyParentheses() {
        String sixty = "(".repeat(60) + "1" + ")".repeat(60);
        assertThat(SqlText.of(sixty + "+" + sixty).text()).hasSize(243);
        assertThatThrownBy(() -> SqlText.of("(" + sixty + ")")).hasMessageContaining("more than 60 parentheses");
        assertThat(SqlText.of(" ".repeat(199_999) + "1").text()).isEqualTo("1");
        assertThatThrownBy(() -> SqlText.of(" ".repeat(200_000) + "1")).hasMessageContaining("longer than 200000");
    }
}

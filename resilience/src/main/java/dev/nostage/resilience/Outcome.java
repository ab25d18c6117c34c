package dev.nostage.resilience;

import dev.nostage.event.WideEvent;
import java.util.Locale;

/** What became of a call, as the wide event tells it. */
enum Outcome {
    OK,
    FAILED,
    CANCELLED,
    STUBBED,
    REFUSED,
    UNAVAILABLE;

    void note(WideEvent event, String downstream) {
        event.note("downstream." + downstream, name().toLowerCase(Locale.ROOT));
    }
}

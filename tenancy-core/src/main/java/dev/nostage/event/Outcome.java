package dev.nostage.event;

import java.util.Locale;

/** How a request ended. Whether it succeeded is told by its status. */
public enum Outcome {

    /** The whole answer was handed to the server. Whether anybody read it no server knows. */
    ANSWERED,

    /** The answer broke off: its body failed after the head was sent, or no answer could be made. */
    BROKEN,

    /** The connection ended before the answer did: the caller went away, or the server would wait no longer. */
    CANCELLED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As it stands in the event. */
    public String wireName() {
        return wireName;
    }
}

package dev.nostage.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Gives faults on purpose the form in which the client in use throws real ones, so that code cannot tell them apart. */
public interface FaultForm {

    /** What an answer with this HTTP status is thrown as; must be a failure to the guard's {@link FailurePolicy} if a real one is. */
    RuntimeException status(String downstream, int status);

    /** What a lost connection is thrown as. */
    RuntimeException drop(String downstream);

    /** For clients that nobody has said more of: input and output failed. */
    static FaultForm standard() {
        return new FaultForm() {
            @Override
            public RuntimeException status(String downstream, int status) {
                return new UncheckedIOException(new IOException(because(downstream) + "status " + status));
            }

            @Override
            public RuntimeException drop(String downstream) {
                return new UncheckedIOException(new IOException(because(downstream) + "connection dropped"));
            }
        };
    }

    /** How the message of each begins, for whoever reads the log. */
    static String because(String downstream) {
        return "Fault on purpose, of the tenant's plan for downstream \"" + downstream + "\": ";
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;

final class ProblemHandlerTest {

    private final ProblemHandler handler = new ProblemHandler();

    @Test
    void logsAFaultOfTheServicesOwnWithAllThatLedToIt() {
        ProblemException fault = new Told(500);
        fault.addSuppressed(new IllegalStateException("the ledger is shut"));

        try (Logged logged = new Logged(ProblemHandler.class.getName(), Level.ERROR)) {
            handler.handle(HttpRequest.GET("/"), fault);

            assertThat(logged.lines()).singleElement().satisfies(line -> {
                assertThat(line.getThrowableProxy().getSuppressed()[0].getMessage())
                        .isEqualTo("the ledger is shut");
                assertThat(line.getFormattedMessage()).isEqualTo("told");
            });
        }
    }

    @Test
    void logsNoRefusal() {
        try (Logged logged = new Logged(ProblemHandler.class.getName(), Level.TRACE)) {
            handler.handle(HttpRequest.GET("/"), new Told(403));
            handler.handle(HttpRequest.GET("/"), new Told(503));

            assertThat(logged.lines()).isEmpty();
        }
    }

    private static final class Told extends ProblemException {

        Told(int status) {
            super(new Problem("told", status, "Told", "As told."), "as told");
        }
    }
}

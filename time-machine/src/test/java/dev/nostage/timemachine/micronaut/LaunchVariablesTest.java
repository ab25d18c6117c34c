package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LaunchVariablesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(LaunchVariables.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void aVariableThatMisspellsALaunchIsToldWithTheNearest() {
        check(List.of("sale", "wish-list"), "NOSTAGE_LAUNCHES_WISHLIST_UNTIL");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The environment variable \"NOSTAGE_LAUNCHES_WISHLIST_UNTIL\" moves no launch:"
                        + " did you mean NOSTAGE_LAUNCHES_WISH_LIST_UNTIL?");
    }

    @Test
    void oneThatMovesALaunchIsNot() {
        check(List.of("sale", "wish-list"), "NOSTAGE_LAUNCHES_WISH_LIST_FROM");
        check(List.of("sale", "wish-list"), "NOSTAGE_LAUNCHES_SALE_ZONE");
        check(List.of("sale"), "HOME");

        assertThat(lines.list).isEmpty();
    }

    @Test
    void whereThereIsNoLaunchItSaysSo() {
        check(List.of(), "NOSTAGE_LAUNCHES_WISH_LIST_FROM");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The environment variable \"NOSTAGE_LAUNCHES_WISH_LIST_FROM\" moves no launch:"
                        + " nostage.launches has none");
    }

    @Test
    void aFileIsNotTheEnvironment() {
        new LaunchVariables(List.of("sale"))
                .check(List.of(PropertySource.of("file", Map.of("NOSTAGE_LAUNCHES_SAEL_FROM", "2036-03-01"))));

        assertThat(lines.list).isEmpty();
    }

    private static void check(List<String> launches, String variable) {
        new LaunchVariables(launches)
                .check(List.of(PropertySource.of(
                        "environment",
                        Map.of(variable, "2036-03-01"),
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("environment"))));
    }
}

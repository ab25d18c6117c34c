package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** Applications that start with a configuration, or do not. */
final class Starts {

    private Starts() {}

    /** What stops the start, at the bottom of what the framework makes of it. */
    static Throwable failureOf(String... configuration) {
        Throwable failure = catchThrowable(() -> start(configuration).close());
        while (failure != null && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    static ApplicationContext start(String... configuration) {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < configuration.length; i += 2) {
            properties.put(configuration[i], configuration[i + 1]);
        }
        return ApplicationContext.run(properties);
    }
}

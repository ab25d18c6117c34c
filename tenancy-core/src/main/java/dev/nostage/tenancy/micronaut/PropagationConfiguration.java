package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Where passports go.
 *
 * @param to service ids and hosts that get the passport, such as billing or *.svc.example; loopback does anyway
 */
@ConfigurationProperties("nostage.propagation")
record PropagationConfiguration(@Bindable(defaultValue = "") List<String> to) {

    PropagationConfiguration {
        // A default of "", or a variable that is set to nothing, arrives as a list of one blank.
        to = to.stream().filter(destination -> !destination.isBlank()).toList();
    }
}

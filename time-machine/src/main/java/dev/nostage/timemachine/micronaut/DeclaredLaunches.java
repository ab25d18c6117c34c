package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launches of the configuration and of the code, each with the place in which it is declared. */
final class DeclaredLaunches {

    private final Map<String, String> placesByName = new HashMap<>();
    private final List<Launch> launches = new ArrayList<>();

    /** @throws ConfigurationException if another has its name; the message names both places */
    void add(Launch launch, String place) {
        String other = placesByName.putIfAbsent(launch.name(), place);
        if (other != null) {
            throw new ConfigurationException("Launch \"" + launch.name() + "\" is declared twice, by " + other
                    + " and by " + place + ": take one of them away");
        }
        launches.add(launch);
    }

    List<Launch> all() {
        return List.copyOf(launches);
    }
}

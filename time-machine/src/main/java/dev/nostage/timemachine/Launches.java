package dev.nostage.timemachine;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What goes live when. Whoever travels beyond a launch's date sees it live today. */
public final class Launches {

    private final Map<String, Launch> byName = new TreeMap<>();
    private final Clock clock;

    /**
     * @param clock business time, which a request may shift
     * @throws IllegalArgumentException if two launches have one name
     */
    public Launches(Collection<Launch> launches, Clock clock) {
        this.clock = clock;
        for (Launch launch : launches) {
            Launch other = byName.putIfAbsent(launch.name(), launch);
            if (other != null) {
                throw new IllegalArgumentException("Launch \"" + launch.name() + "\" is declared twice: from "
                        + other.from() + " and from " + launch.from() + ". Take one of them away, or rename it");
            }
        }
    }

    /**
     * Whether a launch is live now, or at the time to which the request that asks has travelled.
     *
     * @throws LaunchUnknownException if no launch has this name
     */
    public boolean isLive(String name) {
        return require(name).isLiveAt(clock.instant());
    }

    /** @throws LaunchUnknownException if no launch has this name */
    public Launch require(String name) {
        Launch launch = byName.get(name);
        if (launch == null) {
            throw new LaunchUnknownException(name, byName.keySet());
        }
        return launch;
    }

    /** All of them, by name. */
    public List<Launch> all() {
        return List.copyOf(byName.values());
    }
}

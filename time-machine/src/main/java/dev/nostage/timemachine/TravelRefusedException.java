package dev.nostage.timemachine;

import dev.nostage.problem.Problem;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A journey that this request may not make, or what it may not do on its journey: write, or ask another for the time. */
public final class TravelRefusedException extends TimeTravelException {

    private TravelRefusedException(String because, @Nullable Throwable cause) {
        super(new Problem("travel-refused", 403, "Travel refused", because), because, cause);
    }

    TravelRefusedException(String because) {
        this(because, null);
    }

    /** What a journey of a tenant is answered with of whose dates nobody knows where they are meant. */
    static TravelRefusedException ofZone(TenantZoneException cause) {
        return new TravelRefusedException(String.valueOf(cause.getMessage()), cause);
    }

    /** What a journey by a WebSocket is answered with, which would end with the handshake. */
    static TravelRefusedException ofSocket() {
        return new TravelRefusedException(
                "A WebSocket does not travel in time: what it says after its handshake it would say in the present.");
    }

    /**
     * What asking another clock on a journey is answered with.
     *
     * @param where who was asked, such as {@code SQL}
     * @param words how, such as {@code current_timestamp}
     */
    public static TravelRefusedException ofOtherClock(String where, Collection<String> words) {
        return new TravelRefusedException(
                where + " was asked for the time by " + String.join(", ", new TreeSet<>(words))
                        + ", and would not have told the one that this request travels to: bind the time of the injected Clock as"
                        + " a parameter instead.");
    }
}

package greetings;

import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.Launches;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Greets whom it works for, and not twice in a minute. */
public final class Greeter {

    public static final String PARTY = "new-year";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Guests guests;
    private final Launches launches;
    private final LongSupplier ticker;
    private long last;

    public Greeter(Guests guests, Launches launches, LongSupplier ticker) {
        this.guests = guests;
        this.launches = launches;
        this.ticker = ticker;
        this.last = ticker.getAsLong() - MINUTE;
    }

    public String greet() {
        long now = ticker.getAsLong();
        if (now - last < MINUTE) {
            return "";
        }
        last = now;
        String name = guests.nameOf(Tenants.require().id());
        return (launches.isLive(PARTY) ? "Happy new year, " : "Hello, ") + name;
    }
}

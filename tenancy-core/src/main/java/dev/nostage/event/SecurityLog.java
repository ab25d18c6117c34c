package dev.nostage.event;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes down what looks like an attack: a line each to {@value #LOGGER} at WARN, as key-value pairs {@code what} and
 * {@code request_id}, and whatever is known besides.
 *
 * <p>At most {@value #MOST} lines a minute of each kind: who floods the log with one kind neither fills it nor hides
 * another. The next line of that kind says in {@code suppressed} how many there were.
 */
public final class SecurityLog {

    public static final String LOGGER = "nostage.security";

    /** Lines a minute of one kind. */
    public static final int MOST = 10;

    /** There is a handful of kinds. Were one made of what somebody sent, the rest would share one ration. */
    private static final int KINDS = 32;

    private static final String REST = "other";

    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final ConcurrentMap<String, Ration> rations = new ConcurrentHashMap<>();
    private final LongSupplier ticker;

    /** @param ticker nanoseconds since any moment, such as {@code System::nanoTime}; no request can shift it */
    public SecurityLog(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * @param what the kind, a constant such as {@code passport-refused}
     * @param facts what is known of it, never a text that somebody sent
     * @return whether it stands there; false if there were too many of its kind
     */
    public boolean write(String what, Map<String, ?> facts) {
        String kind = rations.containsKey(what) || rations.size() < KINDS ? what : REST;
        OptionalLong suppressed = rations.computeIfAbsent(
                        kind, first -> new Ration(MOST, Duration.ofMinutes(1), ticker))
                .draw();
        if (suppressed.isEmpty()) {
            return false;
        }
        LoggingEventBuilder line = log.atWarn()
                .addKeyValue("what", Printable.of(kind))
                .addKeyValue("request_id", WideEvent.current().id());
        for (Map.Entry<String, ?> fact : facts.entrySet()) {
            line = line.addKeyValue(fact.getKey(), Printable.of(fact.getValue()));
        }
        if (suppressed.getAsLong() > 0) {
            line = line.addKeyValue("suppressed", suppressed.getAsLong());
        }
        line.log("security event");
        return true;
    }
}

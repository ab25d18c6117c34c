package dev.nostage.event;

import java.util.Map;
import java.util.Optional;
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
    public static final int MOST = Rations.MOST;

    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final Rations rations;

    /** @param ticker nanoseconds since any moment, such as {@code System::nanoTime}; no request can shift it */
    public SecurityLog(LongSupplier ticker) {
        this.rations = new Rations(ticker);
    }

    /**
     * @param what the kind, a constant such as {@code passport-refused}
     * @param facts what is known of it, never a text that somebody sent
     * @return whether it stands there; false if there were too many of its kind
     */
    public boolean write(String what, Map<String, ?> facts) {
        Optional<Rations.Line> line = rations.draw(what);
        if (line.isEmpty()) {
            return false;
        }
        write(line.get(), facts);
        return true;
    }

    private void write(Rations.Line drawn, Map<String, ?> facts) {
        LoggingEventBuilder line = log.atWarn()
                .addKeyValue("what", Printable.of(drawn.kind()))
                .addKeyValue("request_id", WideEvent.current().id());
        for (Map.Entry<String, ?> fact : facts.entrySet()) {
            line = line.addKeyValue(fact.getKey(), Printable.of(fact.getValue()));
        }
        if (drawn.suppressed() > 0) {
            line = line.addKeyValue("suppressed", drawn.suppressed());
        }
        line.log("security event");
    }
}

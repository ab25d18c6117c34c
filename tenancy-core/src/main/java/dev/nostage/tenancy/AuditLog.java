package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what operators do and whatever else must be answered for, refused and failed actions too: one line each to
 * {@value #LOGGER} at INFO, as key-value pairs {@code who}, {@code action}, {@code tenant}, {@code when}, {@code outcome},
 * unless it is {@code done} {@code because}, and what the action noted. Text from outside stands there only cut and
 * escaped.
 */
public final class AuditLog {

    public static final String LOGGER = "nostage.audit";

    /** Who acts, in the context of an operator's request. */
    public static final Key<String> WHO = Key.local("operator");

    private static final String SOMEBODY = "operator";

    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final Clock clock;

    /** @param clock real time; it must not be one that a request can shift */
    public AuditLog(Clock clock) {
        this.clock = clock;
    }

    /** Runs an action of the operator whose request this is, and writes it down however it ends. */
    public <V extends @Nullable Object> V call(String name, Audited<V> action) {
        String who = RequestContext.current().get(WHO);
        return call(who == null ? SOMEBODY : who, name, action);
    }

    /** Runs an action and writes it down however it ends. */
    public <V extends @Nullable Object> V call(String who, String name, Audited<V> action) {
        Action written = new Action(clock.instant(), who, name);
        try {
            V done = action.call(written);
            write(written, "done", null);
            return done;
        } catch (ProblemException e) {
            write(written, "refused", e.problem().name());
            throw e;
        } catch (RuntimeException | Error e) {
            write(written, "failed", e.getClass().getName());
            throw e;
        }
    }

    private void write(Action action, String outcome, @Nullable String because) {
        var line = log.atInfo()
                .addKeyValue("who", escaped(action.who))
                .addKeyValue("action", action.name)
                .addKeyValue("tenant", escaped(action.tenant))
                .addKeyValue("when", action.when)
                .addKeyValue("outcome", outcome);
        if (because != null) {
            line = line.addKeyValue("because", because);
        }
        for (Map.Entry<String, String> noted : action.notes.entrySet()) {
            line = line.addKeyValue(noted.getKey(), noted.getValue());
        }
        line.log("operator action");
    }

    /** A log puts values in double quotes: one inside would end the value. */
    private static String escaped(String value) {
        return value.replace('"', '\'');
    }

    /** What an operator does. */
    @FunctionalInterface
    public interface Audited<V extends @Nullable Object> {

        V call(Action action);
    }

    /** An action under way: it learns which tenant it is about. */
    public static final class Action {

        private final Instant when;
        private final String who;
        private final String name;
        private final Map<String, String> notes = new LinkedHashMap<>();
        private String tenant = "none";

        private Action(Instant when, String who, String name) {
            this.when = when;
            this.who = who;
            this.name = name;
        }

        /** Notes the tenant, as it was named: what is no tenant's id is cut and escaped. */
        public void tenant(String named) {
            tenant = TenantId.isOne(named) ? named : quoted(named);
        }

        /** Notes what else is to be known of it, by a key of its own. The value must not be text from outside. */
        public Action note(String key, Object value) {
            notes.put(key, escaped(value.toString()));
            return this;
        }
    }
}

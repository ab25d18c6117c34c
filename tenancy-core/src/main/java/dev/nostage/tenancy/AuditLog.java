package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.event.Rations;
import dev.nostage.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
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

    /** Tenants whose refusals are counted at a time; beyond it, those are counted anew that were refused longest ago. */
    private static final int TENANTS = 10_000;

    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final Clock clock;
    private final Rations ofStrangers;
    private final Cache<TenantId, Rations> ofTenants;

    /** @param clock real time; it must not be one that a request can shift */
    public AuditLog(Clock clock) {
        this.clock = clock;
        this.ofStrangers = rations();
        this.ofTenants = Caffeine.newBuilder()
                .maximumSize(TENANTS)
                .executor(Runnable::run)
                .build();
    }

    private Rations rations() {
        return new Rations(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /** Runs an action of the operator whose request this is, and writes it down however it ends. */
    public <V extends @Nullable Object> V call(String name, Audited<V> action) {
        String who = RequestContext.current().get(WHO);
        return call(who == null ? SOMEBODY : who, name, action);
    }

    /** Runs an action and writes it down however it ends. */
    public <V extends @Nullable Object> V call(String who, String name, Audited<V> action) {
        return call(new Action(clock.instant(), who, name), action, (written, because) -> true);
    }

    /**
     * The same for whoever showed no name that could be held to answer. What is refused is written as often as {@link
     * Rations} have room, and the next line says in {@code suppressed} how many were not: nobody floods the log thereby.
     *
     * @param who what they are called, a constant such as {@code stranger}
     */
    public <V extends @Nullable Object> V callOfStranger(String who, String name, Audited<V> action) {
        return call(new Action(clock.instant(), who, name), action, roomIn(() -> ofStrangers));
    }

    /**
     * The same for whoever is known to work for a tenant, and not by a name of their own. Each tenant has rations of its own:
     * what is tried for one hides nothing that is tried for another.
     *
     * @param tenant one that there is, never what somebody names
     */
    public <V extends @Nullable Object> V callOfStranger(Tenant tenant, String who, String name, Audited<V> action) {
        Action written = new Action(clock.instant(), who, name);
        written.tenant(tenant.id().value());
        return call(written, action, roomIn(() -> ofTenants.get(tenant.id(), first -> rations())));
    }

    private static BiPredicate<Action, String> roomIn(Supplier<Rations> rations) {
        return (refused, because) -> hasRoom(rations.get(), refused, because);
    }

    private static boolean hasRoom(Rations rations, Action refused, String because) {
        Optional<Rations.Line> line = rations.draw(refused.who + " " + refused.name + " " + because);
        line.filter(drawn -> drawn.suppressed() > 0).ifPresent(drawn -> refused.note("suppressed", drawn.suppressed()));
        return line.isPresent();
    }

    private <V extends @Nullable Object> V call(
            Action written, Audited<V> action, BiPredicate<Action, String> hasRoom) {
        try {
            V done = action.call(written);
            write(written, "done", null);
            return done;
        } catch (ProblemException e) {
            if (hasRoom.test(written, e.problem().name())) {
                write(written, "refused", e.problem().name());
            }
            throw e;
        } catch (RuntimeException | Error e) {
            if (hasRoom.test(written, e.getClass().getName())) {
                write(written, "failed", e.getClass().getName());
            }
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
        line.log("audited action");
    }

    /** A log puts values in double quotes: one inside would end the value. */
    private static String escaped(String value) {
        return value.replace('"', '\'');
    }

    /** What is done, and answered for. */
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

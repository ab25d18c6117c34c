package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenancyException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides for which time a request works, or that it must not run. */
public final class Departure {

    private final TimeMachineHeader header;
    private final TravelPolicy policy;
    private final Clock systemTime;
    private final TravelLog log;

    /** @param systemTime the real clock; its zone is that of a tenant which names none */
    public Departure(TimeMachineHeader header, TravelPolicy policy, Clock systemTime) {
        this.header = header;
        this.policy = policy;
        this.systemTime = systemTime;
        this.log = new TravelLog(systemTime);
    }

    /**
     * The context of a request: {@code present}, with the time it travels to and with its writes refused if it may only
     * read; {@code present} itself if it does not travel. An as-of that a passport brought is kept as it is.
     *
     * @param sent every value of the {@link TimeMachineHeader#NAME} header
     * @param principal whoever authenticated, for the audit log; asked if it travels
     * @throws TimeMalformedException if the header cannot be understood, or was sent more than once
     * @throws TravelRefusedException if the policy refuses, no tenant is bound, or header and passport disagree
     */
    public RequestContext depart(List<String> sent, Supplier<Optional<Principal>> principal, RequestContext present) {
        return stays(sent, present)
                ? present
                : log.ofRequest(principal.get(), present, action -> judged(sent, present, noting(present, action)));
    }

    /**
     * As {@link #depart}, for a WebSocket, which does not travel: {@code present}, if it was not meant to.
     *
     * @throws TravelRefusedException wherever it is to lead
     */
    public RequestContext stay(List<String> sent, Supplier<Optional<Principal>> principal, RequestContext present) {
        return stays(sent, present)
                ? present
                : log.ofRequest(principal.get(), present, action -> {
                    judged(sent, present, noting(present, action));
                    throw TravelRefusedException.ofSocket();
                });
    }

    /**
     * Where {@link #depart} would lead, before it is asked: nothing is written of it. Empty if it would refuse, or lead
     * nowhere.
     */
    public Optional<AsOf> foresee(List<String> sent, RequestContext present) {
        try {
            return stays(sent, present)
                    ? Optional.empty()
                    : Optional.ofNullable(
                            judged(sent, present, (what, asOf) -> {}).get(AsOf.KEY));
        } catch (TimeTravelException refusal) {
            return Optional.empty(); // for depart to tell, which comes
        }
    }

    private static boolean stays(List<String> sent, RequestContext present) {
        return sent.isEmpty() && present.get(AsOf.KEY) == null;
    }

    private RequestContext judged(List<String> sent, RequestContext present, BiConsumer<String, AsOf> note) {
        Tenant tenant = present.get(Tenants.KEY);
        if (tenant == null) {
            throw new TravelRefusedException("What is asked here works for no tenant, and stays in the present: leave "
                    + TimeMachineHeader.NAME + " out.");
        }
        return judged(agreed(sent, present.get(AsOf.KEY), () -> zone(tenant), note), tenant, present);
    }

    /** Where the passport leads, and the header, if both have a say. */
    private AsOf agreed(
            List<String> sent, @Nullable AsOf brought, Supplier<ZoneId> zone, BiConsumer<String, AsOf> note) {
        AsOf asOf = brought == null ? asked(sent, zone.get()) : brought;
        note.accept("as_of", asOf);
        if (brought != null && !sent.isEmpty()) {
            demandOne(brought, asked(sent, zone.get()), note);
        }
        return asOf;
    }

    private static void demandOne(AsOf brought, AsOf asked, BiConsumer<String, AsOf> note) {
        if (asked.mode() != brought.mode() || !asked.target().equals(brought.target())) {
            note.accept("asked", asked);
            throw new TravelRefusedException(TimeMachineHeader.NAME + " asks for " + TimeMachineHeader.print(asked)
                    + ", and the passport is as of " + TimeMachineHeader.print(brought) + ".");
        }
    }

    private RequestContext judged(AsOf asOf, Tenant tenant, RequestContext present) {
        TravelPolicy.Verdict verdict = policy.judge(tenant, Passport.of(present).orElse(null), asOf);
        if (verdict instanceof TravelPolicy.Verdict.Refused refused) {
            throw new TravelRefusedException(refused.because());
        }
        RequestContext travelling = present.with(AsOf.KEY, asOf);
        return verdict instanceof TravelPolicy.Verdict.MayWrite
                ? TravelWrites.onlyBy(tenant, travelling)
                : TravelWrites.refused(travelling);
    }

    /**
     * As {@link #depart}, for a request that works for no tenant and shows nobody's data, such as an operator's look at the
     * calendar: it may lead anywhere, and only reads.
     *
     * @param passport what the passport says that the request came with, of which only the time is obeyed
     * @throws TimeMalformedException if the header cannot be understood, or was sent more than once
     * @throws TravelRefusedException if header and passport disagree
     * @throws TenancyException if the passport does not count
     */
    public RequestContext lookAround(List<String> sent, Resolution passport, RequestContext present) {
        if (passport instanceof Resolution.Refused refused) {
            throw refused.because();
        }
        AsOf brought =
                passport instanceof Resolution.Found found ? found.carried().get(AsOf.KEY) : null;
        if (sent.isEmpty() && brought == null) {
            return present;
        }
        return log.ofRequest(Optional.empty(), present, action -> {
            AsOf asOf = agreed(sent, brought, systemTime::getZone, noting(present, action));
            return TravelWrites.refused(present.with(AsOf.KEY, asOf));
        });
    }

    private AsOf asked(List<String> sent, ZoneId zone) {
        if (sent.size() > 1) {
            throw TimeMalformedException.in(sent.get(1), 1, "sent " + sent.size() + " times");
        }
        return header.parse(sent.get(0), systemTime.instant(), zone);
    }

    private ZoneId zone(Tenant tenant) {
        try {
            return TenantZone.of(tenant).orElseGet(systemTime::getZone);
        } catch (TenantZoneException e) {
            throw TravelRefusedException.ofZone(e);
        }
    }

    private static BiConsumer<String, AsOf> noting(RequestContext present, AuditLog.Action action) {
        WideEvent event = present.get(WideEvent.KEY);
        return (what, asOf) -> {
            TravelLog.note(action, what, asOf);
            if (event != null) {
                event.note(what, asOf.target()).note(what + "_mode", asOf.mode().wireName());
            }
        };
    }
}

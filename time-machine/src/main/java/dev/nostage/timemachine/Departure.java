package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides for which time a request works, or that it must not run. */
public final class Departure {

    /** The tenant's attribute that names the zone of its dates. */
    public static final String ZONE_ATTRIBUTE = "zone";

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
     * @throws TimeMalformedException if the header cannot be understood, or was sent more than once
     * @throws TravelRefusedException if the policy refuses, no tenant is bound, or header and passport disagree
     */
    public RequestContext depart(List<String> sent, RequestContext present) {
        AsOf brought = present.get(AsOf.KEY);
        if (sent.isEmpty() && brought == null) {
            return present;
        }
        Tenant tenant = present.get(Tenants.KEY);
        if (tenant == null) {
            throw new TravelRefusedException("Only a tenant's request travels in time, and this one has no tenant.");
        }
        AsOf asOf = brought == null ? asked(sent, zone(tenant)) : brought;
        note(present.get(WideEvent.KEY), asOf);
        return log.write(present, "caller", asOf, action -> {
            if (brought != null && !sent.isEmpty()) {
                demandOne(brought, asked(sent, zone(tenant)));
            }
            return judged(asOf, tenant, present);
        });
    }

    private static void demandOne(AsOf brought, AsOf asked) {
        if (asked.mode() != brought.mode() || !asked.target().equals(brought.target())) {
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
     * @throws TimeMalformedException if the header cannot be understood, or was sent more than once
     */
    public RequestContext lookAround(List<String> sent, RequestContext present) {
        if (sent.isEmpty()) {
            return present;
        }
        AsOf asOf = asked(sent, systemTime.getZone());
        note(present.get(WideEvent.KEY), asOf);
        return TravelWrites.refused(present.with(AsOf.KEY, asOf));
    }

    private AsOf asked(List<String> sent, ZoneId zone) {
        if (sent.size() > 1) {
            throw TimeMalformedException.in(sent.get(1), 1, "sent " + sent.size() + " times");
        }
        return header.parse(sent.get(0), systemTime.instant(), zone);
    }

    private ZoneId zone(Tenant tenant) {
        String zone = tenant.attributes().get(ZONE_ATTRIBUTE);
        try {
            return zone == null ? systemTime.getZone() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new TravelRefusedException(
                    "The tenant's attribute \"" + ZONE_ATTRIBUTE + "\" is no time zone: " + quoted(zone) + ".");
        }
    }

    private static void note(@Nullable WideEvent event, AsOf asOf) {
        if (event != null) {
            event.note("as_of", asOf.target()).note("as_of_mode", asOf.mode().wireName());
        }
    }
}

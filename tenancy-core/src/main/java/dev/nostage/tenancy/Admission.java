package dev.nostage.tenancy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.event.WideEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Decides which tenant a request works for, or that it works for none and must not run. */
public final class Admission {

    private final TenantSource sources;
    private final TenantDirectory directory;
    private final Clock clock;
    private final InFlight inFlight;
    private final Suspicions suspicions;

    /** @param clock real time; it must not be one that a request can shift */
    public Admission(List<TenantSource> sources, TenantDirectory directory, Clock clock) {
        this(sources, directory, clock, new InFlight());
    }

    /**
     * @param clock real time; it must not be one that a request can shift. The security log is rationed by it too
     * @param inFlight where requests are counted that are let in
     */
    public Admission(List<TenantSource> sources, TenantDirectory directory, Clock clock, InFlight inFlight) {
        this(
                sources,
                directory,
                clock,
                inFlight,
                new Suspicions(new SecurityLog(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))));
    }

    /**
     * @param clock real time; it must not be one that a request can shift
     * @param inFlight where requests are counted that are let in
     * @param suspicions where refusals are told of that look like an attack
     */
    public Admission(
            List<TenantSource> sources,
            TenantDirectory directory,
            Clock clock,
            InFlight inFlight,
            Suspicions suspicions) {
        this.sources = new AgreedTenantSource("sources", sources);
        this.directory = directory;
        this.clock = clock;
        this.inFlight = inFlight;
        this.suspicions = suspicions;
    }

    /** What of a request its sources read, as {@link TenantSource#headers} of all of them. */
    public Set<String> headers() {
        return sources.headers();
    }

    /**
     * The context of a request that needs a tenant: {@code present}, with the tenant and with what came along. The request
     * is in flight from now on, and whoever sees its end closes the {@link InFlight#KEY} of this context.
     *
     * <p>The tenant is looked up before the request is counted, and again after, also where the directory remembers. A
     * removal by this instance makes the directory forget, and then asks who is in flight: so either the second look sees
     * the removal, or the removal sees the request. A removal by another instance sees no request of this one; it empties
     * nothing until this one can remember the tenant no more ({@link TenantDirectory#staleness}).
     *
     * @throws TenantMissingException if no source knows one
     * @throws TenantMalformedException if it cannot be one
     * @throws TenantRefusedException if it is not served, or two sources disagree
     * @throws PassportRefusedException if a passport is not valid
     */
    public RequestContext admit(IncomingRequest request, RequestContext present) {
        try {
            // Bound, so that what a source notes or logs is this request's.
            return present.call(() -> enter(resolve(request), present));
        } catch (TenancyException refusal) {
            present.run(() -> suspicions.report(refusal, request.peer()));
            throw refusal;
        }
    }

    /**
     * What {@link #admit} would put into the context of this request, before it is asked: nothing is counted or reported.
     * Empty if it would refuse, or where only the caller's principal says who the tenant is and nobody has authenticated yet.
     */
    public Optional<RequestContext> foresee(IncomingRequest request) {
        try {
            return Optional.of(RequestContext.empty().call(() -> {
                Resolution.Found found = resolve(request);
                return found.carried().with(Tenants.KEY, served(found));
            }));
        } catch (TenancyException refusal) {
            return Optional.empty(); // for admit to tell, which comes
        }
    }

    /**
     * The context of a request that has ended and yet goes on, such as to an error page: its tenant is looked up again, and
     * it is in flight anew. One that has no tenant stays as it is.
     *
     * @throws TenantRefusedException if its tenant is no longer served
     */
    public RequestContext readmit(RequestContext ended) {
        Tenant before = ended.get(Tenants.KEY);
        return before == null
                ? ended
                : enter(
                        new Resolution.Found(
                                before.id(), RequestContext.empty(), now -> now.generation() == before.generation()),
                        ended);
    }

    private RequestContext enter(Resolution.Found found, RequestContext present) {
        Tenant tenant = served(found);
        InFlight.Entry entry = inFlight.enter(tenant);
        try {
            // Looked up again now that it counts: a removal that began in between has not seen it, and need not wait.
            tenant = served(found);
        } catch (RuntimeException | Error e) {
            entry.close();
            throw e;
        }
        WideEvent event = present.get(WideEvent.KEY);
        if (event != null) {
            event.note("tenant", tenant.id().value())
                    .note("kind", tenant.kind().name())
                    .note("plan", tenant.plan());
        }
        return present.withAll(found.carried()).with(Tenants.KEY, tenant).with(InFlight.KEY, entry);
    }

    private Tenant served(Resolution.Found found) {
        Tenant known = directory.find(found.tenant()).orElseThrow(() -> refused(found, "unknown"));
        if (!known.isServed(clock.instant())) {
            throw refused(
                    found, known.status() == TenantStatus.ACTIVE ? "expired" : "not served, but " + known.status());
        }
        if (!found.meant().test(known)) {
            throw refused(found, "another one than was meant: it was opened anew, or is of another kind");
        }
        return known;
    }

    private static TenantRefusedException refused(Resolution.Found found, String state) {
        return new TenantRefusedException("Tenant \"" + found.tenant() + "\" is " + state);
    }

    private Resolution.Found resolve(IncomingRequest request) {
        Resolution resolution = sources.resolve(request);
        if (resolution instanceof Resolution.Refused refused) {
            throw refused.because();
        }
        if (resolution instanceof Resolution.Found found) {
            return found;
        }
        throw new TenantMissingException("No source found a tenant in the request");
    }
}

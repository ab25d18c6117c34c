package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Downstreams whose breaker judges two calls and opens for ten seconds, and callers of them. */
public final class Probe {

    public static final Tenant ACME = Tenant.live("acme");
    public static final Tenant TRIAL = Tenant.test("trial", Instant.MAX);
    public final IOException outage = new IOException("connection reset");

    public final FakeTicker ticker = new FakeTicker();
    public final FakeTimer timer = new FakeTimer(ticker);

    /** What chance gives from now on. */
    public double chance = 0.5;

    /** The waits of threads, each passed at once. */
    public final List<Duration> pauses = new ArrayList<>();

    public final WideEvent event = new WideEvents(ignored -> {}, Clock.systemUTC(), ticker).open();
    public final Downstreams downstreams = new Downstreams(
            Map.of(
                    "payments",
                    options(Effect.FINANCIAL),
                    "inventory",
                    options(Effect.LEGACY),
                    "recommendations",
                    options(Effect.INTERNAL),
                    "mail",
                    options(Effect.NOTIFY)),
            FailurePolicy.standard(),
            FaultForm.standard(),
            machine());

    private static DownstreamOptions options(Effect effect) {
        return DownstreamOptions.of(effect).with(new BreakerOptions(4, 50, Duration.ofSeconds(10)));
    }

    public Machine machine() {
        return new Machine(ticker, this::pause, timer, () -> chance);
    }

    private void pause(Duration time) {
        pauses.add(time);
        timer.advance(time);
    }

    public DownstreamGuard guard(String name) {
        return downstreams.get(name);
    }

    /** Takes so many slots for live calls that never end. */
    public void fill(DownstreamGuard guard, int calls) {
        for (int i = 0; i < calls; i++) {
            as(ACME, () -> guard.enter(RequestContext.current()));
        }
    }

    /** Runs work for a tenant, or for none, and keeps what it notes. */
    public <V, X extends Exception> V as(@Nullable Tenant tenant, Work<V, X> work) throws X {
        RequestContext context = RequestContext.current().with(WideEvent.KEY, event);
        return (tenant == null ? context : context.with(Tenants.KEY, tenant)).call(work);
    }

    /** What the wide event says of a downstream. */
    public @Nullable Object noted(String downstream) {
        return event.notes().get("downstream." + downstream);
    }

    /** Lets calls fail until the breaker of the tenant's class of traffic opens. */
    public void breakFor(Tenant tenant, String downstream) {
        assertThatThrownBy(() -> {
                    while (true) {
                        failOnce(tenant, downstream);
                    }
                })
                .isInstanceOf(DownstreamUnavailableException.class);
    }

    private void failOnce(Tenant tenant, String downstream) {
        try {
            as(tenant, () -> guard(downstream).call(this::fail));
        } catch (IOException e) {
            assertThat(e).isSameAs(outage);
        }
    }

    public String fail() throws IOException {
        throw outage;
    }
}

package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.SystemTime;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazard: services of one request disagree. Three services, of which each calls the next after a while, and whose real clocks disagree. */
final class ServicesOfOneRequestDisagreeIT {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant TARGET = Instant.parse("2026-11-27T08:00:00Z");
    private static final Duration HOP = Duration.ofMinutes(7);
    private static final List<Duration> SKEWS =
            List.of(Duration.ofSeconds(-90), Duration.ofHours(2), Duration.ofDays(-1));

    /** What time it really is, which no service knows. */
    private static final AtomicReference<Instant> WORLD = new AtomicReference<>(START);

    private final List<EmbeddedServer> services = new ArrayList<>();

    @BeforeEach
    void start() {
        WORLD.set(START);
        String next = "";
        for (int i = SKEWS.size() - 1; i >= 0; i--) {
            EmbeddedServer service = ApplicationContext.run(
                    EmbeddedServer.class,
                    Map.of(
                            "several-services.skew", SKEWS.get(i).toString(),
                            "several-services.next", next,
                            "nostage.passport.deployment", "several",
                            "nostage.passport.keys[0].id", "one",
                            "nostage.passport.keys[0].secret", "c2V2ZW4tc2VydmljZXNzZXZlbi1zZXJ2aWNlc3NldmU=",
                            "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                            "nostage.tenancy.tenants[0].id", "probe",
                            "nostage.tenancy.tenants[0].kind", "TEST",
                            "nostage.tenancy.tenants[0].ttl", "1h"));
            services.add(0, service);
            next = service.getURL() + "/hop";
        }
    }

    @AfterEach
    void stop() {
        services.forEach(EmbeddedServer::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-27T08:00:00Z", "+P270DT22H1M30S"})
    void haveOneAnchorFromWhichTimeFlows(String header) {
        List<Told> told = tellFrom(header + ";mode=flow");

        // Fixed once, by the first one's clock; the others do not count anew from theirs.
        assertThat(told)
                .extracting(Told::asOf)
                .containsOnly("flow " + TARGET + " " + START.plus(SKEWS.get(0)))
                .hasSize(3);
        // All are as far from their own now, and the time of the slow hops has passed for the traveller too; but to the
        // last, whose clock is a day behind, it is not the day before.
        assertThat(told.get(0).now()).isEqualTo(TARGET);
        assertThat(told.get(1).now())
                .isEqualTo(TARGET.plus(HOP).plus(SKEWS.get(1)).minus(SKEWS.get(0)));
        assertThat(told.get(2).now()).isEqualTo(TARGET);
    }

    @Test
    void haveOneMomentWhereTimeStandsStill() {
        List<Told> told = tellFrom(TARGET + ";mode=freeze");

        assertThat(told).containsOnly(new Told("freeze " + TARGET, TARGET)).hasSize(3);
    }

    @Test
    void stayWhereTheyAreWithoutAHeader() {
        List<Told> told = tellFrom("");

        assertThat(told).extracting(Told::asOf).containsOnly("now");
        assertThat(told.get(1).now()).isEqualTo(START.plus(HOP).plus(SKEWS.get(1)));
    }

    private List<Told> tellFrom(String header) {
        try (HttpClient client = HttpClient.create(services.get(0).getURL())) {
            var request = HttpRequest.GET("/hop").header("Tenant-Id", "probe");
            if (!header.isEmpty()) {
                request.header("Time-Machine", header);
            }
            List<Told> told = new ArrayList<>();
            for (String line : client.toBlocking().retrieve(request).lines().toList()) {
                String[] parts = line.split("\\|", -1);
                told.add(new Told(parts[0], Instant.parse(parts[1])));
            }
            return told;
        }
    }

    /** What one service says: its as-of, and what its clock tells. */
    private record Told(String asOf, Instant now) {}

    @Requires(property = "several-services.skew")
    @Controller("/hop")
    @ExecuteOn(TaskExecutors.BLOCKING)
    static class Hop {

        private final Clock clock;
        private final HttpClient client;
        private final String next;

        Hop(Clock clock, @Client("/") HttpClient client, @Property(name = "several-services.next") String next) {
            this.clock = clock;
            this.client = client;
            this.next = next;
        }

        @Get
        String tell() {
            AsOf asOf = RequestContext.current().get(AsOf.KEY);
            String told = (asOf == null ? "now" : AsOf.KEY.codec().orElseThrow().encode(asOf)) + "|" + clock.instant();
            if (next.isEmpty()) {
                return told;
            }
            WORLD.updateAndGet(now -> now.plus(HOP));
            return told + "\n" + client.toBlocking().retrieve(next);
        }
    }

    @Factory
    @Requires(property = "several-services.skew")
    static class Skewed {

        @Singleton
        @SystemTime
        @Replaces(value = Clock.class, qualifier = SystemTime.class, factory = TimeMachineFactory.class)
        Clock systemTime(@Property(name = "several-services.skew") String skew) {
            return new SkewedClock(Duration.parse(skew), ZoneOffset.UTC);
        }
    }

    private static final class SkewedClock extends Clock {

        private final Duration skew;
        private final ZoneId zone;

        SkewedClock(Duration skew, ZoneId zone) {
            this.skew = skew;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return WORLD.get().plus(skew);
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new SkewedClock(skew, other);
        }
    }
}

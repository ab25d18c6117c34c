package dev.nostage.timemachine.micronaut;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.TenantSaturatedException;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Reaper;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Hazard: tokens, certificates, leases, rate limits, timeouts, id generators, telemetry shift too. What is the machine's time
 * stays real while a request travels ten years ahead.
 */
final class MachineTimeShiftsTooIT {

    private static final Duration AHEAD = Duration.ofDays(3650);
    private static final Duration SOON = Duration.ofMinutes(30);

    private static EmbeddedServer server;
    private static Tenant probe;
    private static TimeMachine timeMachine;

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.ofEntries(
                        entry("machine-time", "true"),
                        entry("nostage.time-machine.max-distance", "36500d"),
                        entry("nostage.tenancy.trusted-peers", "127.0.0.0/8,::1"),
                        entry("nostage.tenancy.tenants[0].id", "probe"),
                        entry("nostage.tenancy.tenants[0].kind", "TEST"),
                        entry("nostage.tenancy.tenants[0].ttl", "2h"),
                        entry("nostage.downstreams.rates.effect", "internal"),
                        entry("nostage.downstreams.rationed.effect", "internal"),
                        entry("nostage.downstreams.rationed.tenant-limit.rate", "1"),
                        entry("nostage.downstreams.rates.breaker.window", "2"),
                        entry("nostage.downstreams.rates.breaker.open-time", "30m")));
        probe = bean(TenantDirectory.class).find(new TenantId("probe")).orElseThrow();
        timeMachine = bean(TimeMachine.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPassportIsIssuedInRealTime() {
        String written = ahead(() -> bean(PassportIssuer.class).issue(probe, Set.of(), SOON));

        Passport passport = bean(PassportVerifier.class).verify(written);
        assertReal(passport.issuedAt());
        assertReal(passport.expiresAt().minus(SOON));
    }

    @Test
    void aPassportIsVerifiedInRealTime() {
        PassportVerifier verifier = bean(PassportVerifier.class);
        String counts = bean(PassportIssuer.class).issue(probe, Set.of(), SOON);
        String over = bean(PassportIssuer.class).issue(probe, Set.of(), SOON.negated());

        assertThatCode(() -> ahead(() -> verifier.verify(counts))).doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        timeMachine.asOf(Instant.now().minus(SOON).minus(SOON)).call(() -> verifier.verify(over)))
                .isInstanceOf(PassportRefusedException.class);
    }

    @Test
    void aTenantExpiresInRealTime() {
        assertThat(ahead(MachineTimeShiftsTooIT::admitted)).isEqualTo(probe);
    }

    /** Within a journey: of a request that comes with a header, admission is over when the header moves the clock. */
    private static Tenant admitted() {
        RequestContext admitted = bean(Admission.class).admit(new OfProbe(), RequestContext.current());
        try (InFlight.Entry entry = admitted.get(InFlight.KEY)) {
            assertThat(entry).isNotNull();
            return admitted.get(Tenants.KEY);
        }
    }

    private record OfProbe() implements IncomingRequest {

        @Override
        public List<String> headers(String name) {
            return name.equals(HeaderTenantSource.HEADER) ? List.of("probe") : List.of();
        }

        @Override
        public Optional<InetAddress> peer() {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void aBreakerStaysOpenInRealTime() {
        DownstreamGuard rates = bean(Downstreams.class).get("rates");
        Tenants.runAs(probe, () -> {
            assertThatThrownBy(() -> rates.call(() -> {
                        throw new IOException("on purpose");
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ahead(() -> rates.call(() -> "closed")))
                    .isInstanceOfSatisfying(
                            DownstreamUnavailableException.class,
                            open -> assertThat(open.remaining()).isBetween(Duration.ZERO, SOON));
        });
    }

    @Test
    void aRateLimitIsCountedInRealTime() {
        SecurityLog log = bean(SecurityLog.class); // so many lines a minute of a kind
        for (int i = 0; i < SecurityLog.MOST; i++) {
            log.write("rate-limit-of-a-test", Map.of());
        }

        assertThat(ahead(() -> log.write("rate-limit-of-a-test", Map.of()))).isFalse();
    }

    /** Each call is made a day later than the one before. Where days passed, all would be let through. */
    @Test
    void aTenantsRateIsCountedInRealTime() {
        DownstreamGuard once = bean(Downstreams.class).get("rationed"); // one call a second
        Tenants.runAs(
                probe,
                () -> assertThatThrownBy(() -> {
                            for (int days = 0; days < 100; days++) {
                                timeMachine
                                        .asOf(Instant.now().plus(AHEAD).plus(Duration.ofDays(days)))
                                        .call(() -> once.call(() -> "called"));
                            }
                        })
                        .isInstanceOfSatisfying(
                                TenantSaturatedException.class,
                                refused -> assertThat(refused.retryAfter())
                                        .isBetween(Duration.ZERO, Duration.ofSeconds(1))));
    }

    @Test
    void aTimeoutIsCountedInRealTime() {
        assertThat(ahead(() -> travel("/both").statusCode())).isEqualTo(200);
        try (var client = io.micronaut.http.client.HttpClient.create(server.getURL(), impatient())) {
            assertThatThrownBy(() -> timeMachine
                            .asOf(AsOf.freeze(Instant.now().plus(AHEAD)))
                            .call(() -> client.toBlocking().retrieve("/silence")))
                    .isInstanceOf(ReadTimeoutException.class);
        }
    }

    private static HttpClientConfiguration impatient() {
        HttpClientConfiguration impatient = new DefaultHttpClientConfiguration();
        impatient.setReadTimeout(Duration.ofMillis(200));
        return impatient;
    }

    @Test
    void idsAreMadeAnewWhereTimeStandsStillAndHoldNoTime() {
        Set<String> ids = timeMachine
                .asOf(AsOf.freeze(Instant.EPOCH))
                .call(() -> Stream.generate(() -> bean(PassportIssuer.class).issue(probe, Set.of(), SOON))
                        .limit(100)
                        .map(written ->
                                bean(PassportVerifier.class).verify(written).id())
                        .collect(Collectors.toSet()));

        assertThat(ids)
                .hasSize(100)
                .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(4));
    }

    @Test
    void theWideEventTellsRealTimeAndTheRealDuration() throws InterruptedException {
        travel("/clock");

        Map<String, Object> event = bean(ClockEvents.class).next().notes();
        assertReal((Instant) event.get("time"));
        assertThat((double) event.get("duration_ms")).isBetween(0.0, (double) SOON.toMillis());
        assertThat(event).containsEntry("as_of_mode", "flow");
    }

    @Test
    void theDateHeaderTellsRealTime() {
        String date = travel("/clock").headers().firstValue("Date").orElseThrow();

        assertReal(
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }

    @Test
    void aLeaseIsTakenAndTenantsAreRemovedInRealTime() {
        assertThat(ahead(bean(Reaper.class)::reap)).isZero();

        Instant next = Instant.now().plus(SOON);
        assertThat(bean(TenantDirectory.class).findNow(probe.id())).contains(probe);
        assertThat(bean(TenantDirectory.class).lease("reaper", "the next", next, next))
                .isTrue();
    }

    private static <V> V ahead(Supplier<V> work) {
        return timeMachine.asOf(Instant.now().plus(AHEAD)).call(work::get);
    }

    private static void assertReal(Instant instant) {
        assertThat(instant).isBetween(Instant.now().minus(SOON), Instant.now().plus(SOON));
    }

    private static <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    private static HttpResponse<String> travel(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + "/observatory" + path))
                .headers("Tenant-Id", "probe", "Time-Machine", "+P3650D")
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

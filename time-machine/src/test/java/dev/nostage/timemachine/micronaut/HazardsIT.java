package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.timemachine.LaunchCalendar;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.runtime.date.DateTimeProvider;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.ClockProvider;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hazards of time travel, each of which was seen in public, and what comes of them here. Those that take more have a class
 * of their own: {@link CacheFilledOnAJourneyServesEveryoneIT}, {@link HttpCacheFilledOnAJourneyServesEveryoneIT}, {@link
 * ServicesOfOneRequestDisagreeIT}, {@link MachineTimeShiftsTooIT}, {@link MalformedHeaderIgnoredIT}.
 */
final class HazardsIT {

    private static final Instant FUTURE = Instant.parse("2027-11-27T08:00:00.123456789Z");
    private static final String FROZEN = FUTURE + ";mode=freeze";

    private static EmbeddedServer server;
    private static Answers answers;

    @BeforeAll
    static void start() {
        answers = Answers.ofProbeAndAcme(
                "hazards",
                "true",
                "nostage.launches.sale.from",
                "2027-11-27",
                "nostage.tenancy.tenants[0].attributes.zone",
                "America/Los_Angeles");
        server = answers.server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    final class APublicHeaderMovesOneStaticClock {

        @Test
        void whoeverAsksDuringAJourneyIsToldTheRealTime() throws Exception {
            HeldController held = server.getApplicationContext().getBean(HeldController.class);
            CompletableFuture<HttpResponse<String>> traveller = Answers.HTTP.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.getURL() + "/held"))
                            .headers("Tenant-Id", "probe", "Time-Machine", FROZEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(held.entered.await(60, TimeUnit.SECONDS)).isTrue();

            assertReal(get("/clock", "Tenant-Id", "probe").body());
            assertReal(get("/clock", "Tenant-Id", "acme").body());
            assertReal(server.getApplicationContext()
                    .getBean(Clock.class)
                    .instant()
                    .toString());

            held.mayLeave.countDown();
            assertThat(traveller.get(60, TimeUnit.SECONDS).body()).isEqualTo(FUTURE.toString());
        }

        @Test
        void whoeverMayNotTravelMovesNothing() {
            for (String[] stranger : Answers.OF_STRANGERS) {
                assertThat(get("/clock", stranger).body()).doesNotStartWith("2036");
            }
            assertReal(get("/clock", "Tenant-Id", "probe").body());
        }

        private void assertReal(String instant) {
            assertThat(Duration.between(Instant.parse(instant), Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(5));
        }
    }

    /** The database's clock is another path: {@code TravellersDatabaseIT}. */
    @Nested
    final class TwoCodePathsDisagreeAboutNow {

        @Test
        void allTellOneTime() {
            List<String> told = answers.send("GET", "/paths", "Tenant-Id", "probe", "Time-Machine", FROZEN)
                    .body()
                    .lines()
                    .toList();

            assertThat(told).hasSize(6).containsOnly(FUTURE.toString());
        }
    }

    /** What the database keeps of it: {@code TravellersDatabaseIT}. */
    @Nested
    final class WritesDatedInTheFutureInARealCustomersData {

        @Test
        void aRealCustomerOnlyReadsOnAJourney() {
            String passport = passport(Permission.TRAVEL);

            assertThat(get("/clock", "Nostage-Passport", passport, "Time-Machine", FROZEN)
                            .body())
                    .isEqualTo(FUTURE.toString());
            assertProblem(post("Nostage-Passport", passport, "Time-Machine", FROZEN), 403, "travel-refused");
            assertThat(post("Nostage-Passport", passport).body()).isEqualTo("written");
        }

        @Test
        void aRealCustomerWithoutPermissionGoesNowhere() {
            assertProblem(get("/clock", "Tenant-Id", "acme", "Time-Machine", FROZEN), 403, "travel-refused");
            assertProblem(get("/clock", "Nostage-Passport", passport(), "Time-Machine", FROZEN), 403, "travel-refused");
        }

        @Test
        void aTestsDataIsItsOwn() {
            assertThat(post("Tenant-Id", "probe", "Time-Machine", FROZEN).body())
                    .isEqualTo("written");
        }
    }

    @Nested
    final class ADateWithoutAZone {

        @Test
        void isMeantInTheTenantsZone() {
            assertThat(get("/clock", "Tenant-Id", "probe", "Time-Machine", "2027-11-27;mode=freeze")
                            .body())
                    .isEqualTo("2027-11-27T08:00:00Z");
        }
    }

    /** In every zone there is: {@code ClockChangesTest}. */
    @Nested
    final class ALocalTimeInADaylightSavingGapOrOverlap {

        @ParameterizedTest
        @CsvSource({
            "2027-03-14T02:30, does not exist, 2027-03-14T01:30-08:00 or 2027-03-14T03:30-07:00",
            "2027-11-07T01:30, is twice,       2027-11-07T01:30-07:00 or 2027-11-07T01:30-08:00",
        })
        void isRefusedWithBothCandidates(String local, String because, String candidates) {
            HttpResponse<String> refused = get("/clock", "Tenant-Id", "probe", "Time-Machine", local);

            assertProblem(refused, 400, "time-malformed");
            assertThat(refused.body()).contains(because).contains("say " + candidates);
        }
    }

    @Nested
    final class RelativeAndExtremeInstantsOverflow {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+P999999999D",
                    "-P999999999DT999999999H999999999M999999999S",
                    "+PT9223372036854775807S",
                    "9999-12-31T23:59:59.999999999Z",
                    "0000-01-01T00:00:00Z",
                    "+999999999-12-31T23:59:59Z",
                    "-999999999-01-01",
                    "2027-11-27T00:00:00-18:01"
                })
        void isRefusedBeforeAnyArithmetic(String extreme) {
            HttpResponse<String> refused = get("/clock", "Tenant-Id", "probe", "Time-Machine", extreme);

            assertProblem(refused, 400, "time-malformed");
            assertThat(refused.body()).contains("column ");
        }
    }

    private static String passport(Permission... permissions) {
        ApplicationContext context = server.getApplicationContext();
        return context.getBean(PassportIssuer.class)
                .issue(
                        context.getBean(TenantDirectory.class)
                                .find(new TenantId("acme"))
                                .orElseThrow(),
                        Set.of(permissions),
                        Duration.ofMinutes(5));
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return answers.send("GET", "/observatory" + path, headers);
    }

    private static HttpResponse<String> post(String... headers) {
        return answers.send("POST", "/observatory/record", headers);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:nostage:problem:" + name);
    }

    /** Answers when it may. */
    @Requires(property = "hazards")
    @Controller("/held")
    static final class HeldController {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch mayLeave = new CountDownLatch(1);
        private final Clock clock;

        HeldController(Clock clock) {
            this.clock = clock;
        }

        @Get
        @ExecuteOn(TaskExecutors.BLOCKING)
        String held() throws InterruptedException {
            entered.countDown();
            return mayLeave.await(60, TimeUnit.SECONDS) ? clock.instant().toString() : "nobody let it go";
        }
    }

    /** Whatever in a service tells the time. */
    @Requires(property = "hazards")
    @Controller("/paths")
    record PathsController(
            Clock clock,
            InstantSource instants,
            TimeMachine timeMachine,
            DateTimeProvider<OffsetDateTime> dates,
            ClockProvider constraints,
            Launches launches) {

        @Get
        String all() {
            Instant calendar = new LaunchCalendar(clock.instant(), launches.all()).now();
            return String.join(
                    "\n",
                    clock.instant().toString(),
                    instants.instant().toString(),
                    timeMachine.now().toString(),
                    dates.getNow().toInstant().toString(),
                    constraints.getClock().instant().toString(),
                    launches.isLive("sale") ? calendar.toString() : "not live");
        }
    }
}

package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.context.RequestContext;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Logged;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that go live at a date, and the operator's calendar of them, on a started server. */
final class LaunchesIT {

    private static final String OPERATOR = "an-operators-token-for-this-test-alone";
    private static final String BEFORE = "2036-01-31T22:59:59Z;mode=freeze";
    private static final String LIVE = "2036-02-01T00:00[Europe/Berlin];mode=freeze";
    private static final String AFTER = "2036-03-01T00:00[Europe/Berlin];mode=freeze";

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.ofEntries(
                        Map.entry(LaunchedController.SPEC, "true"),
                        Map.entry("nostage.operator.token", OPERATOR),
                        Map.entry("nostage.time-machine.max-distance", "36500d"),
                        Map.entry("nostage.launches.wish-list.from", "2036-02-01"),
                        Map.entry("nostage.launches.wish-list.until", "2036-03-01"),
                        Map.entry("nostage.launches.wish-list.zone", "Europe/Berlin"),
                        Map.entry("nostage.launches.basket.from", "2020-01-01"),
                        Map.entry("nostage.launches.summer-2021.from", "2021-06-01"),
                        Map.entry("nostage.launches.summer-2021.until", "2021-09-01"),
                        Map.entry("nostage.tenancy.trusted-peers", "127.0.0.0/8,::1"),
                        Map.entry("nostage.tenancy.tenants[0].id", "probe"),
                        Map.entry("nostage.tenancy.tenants[0].kind", "TEST"),
                        Map.entry("nostage.tenancy.tenants[0].ttl", "1h")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /wishes,    application/json",
        "HEAD,   /wishes,    application/json",
        "POST,   /wishes,    application/json",
        "POST,   /wishes,    text/plain",
        "DELETE, /wishes,    application/json",
        "GET,    /wishes/1,  application/json",
        "GET,    /wishes/no-number, application/json"
    })
    void anUnlaunchedRouteIsAnsweredAsAnUnknownOne(String method, String path, String type) {
        for (String moment : List.of(BEFORE, AFTER, "")) {
            HttpResponse<String> hidden = send(method, path, type, moment);
            HttpResponse<String> unknown = send(method, path.replace("wishes", "whales"), type, moment);

            assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
            assertThat(hidden.body().replace("wishes", "whales")).isEqualTo(unknown.body());
            assertThat(headers(hidden)).isEqualTo(headers(unknown));
        }
    }

    @Test
    void aLaunchedRouteIsThereForWhoeverTravelsToIt() {
        assertThat(get("/wishes", LIVE).body()).isEqualTo("wishes");
        assertThat(get("/wishes/7", LIVE).body()).isEqualTo("wish 7");
        assertThat(send("POST", "/wishes", "application/json", LIVE).body()).isEqualTo("added kettle");
        assertThat(send("DELETE", "/wishes", "application/json", LIVE).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aRouteGivesWayToItsPredecessor() {
        assertThat(get("/shelves/top", "").body()).isEqualTo("old top");
        assertThat(get("/shelves/top", LIVE).body()).isEqualTo("new top");
    }

    @Test
    void aRouteIsAnsweredAsItsUserDeclares() {
        HttpResponse<String> answer = get("/shelves/top/secret", "");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("urn:nostage:problem:not-live").doesNotContain("2036");
        assertThat(get("/shelves/top/secret", LIVE).body()).isEqualTo("secret top");
    }

    @Test
    void aPathOfWhichSomethingIsLiveIsThere() {
        assertThat(get("/shelves/top/soon", "").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/shelves/top/soon", "application/json", "").body())
                .isEqualTo("always top");
        assertThat(send("DELETE", "/shelves/top/soon", "application/json", "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void whatIsNotLiveBehindALiveRouteIsNotFoundAndTellsNothing() {
        HttpResponse<String> answer = get("/shelves/top/behind", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"urn:nostage:problem:not-live\",\"title\":\"Not live\",\"status\":404}");
    }

    @Test
    void theCalendarIsTheOperatorsAlone() {
        assertThat(get("/nostage/launches", "").statusCode()).isEqualTo(401);
        assertThat(Answers.send(request("/nostage/launches", "").setHeader("Authorization", "Bearer " + "x".repeat(40)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theCalendarShowsWhatIsLiveAndWhatChangesNext() throws ParseException {
        Map<String, Object> now = calendar("");

        assertThat(states(now))
                .containsEntry("basket", "live")
                .containsEntry("summer-2021", "over")
                .containsEntry("wish-list", "coming")
                .containsEntry(LaunchedController.Shelves.class.getName() + ".shelf", "coming");
        assertThat(now.get("next"))
                .asString()
                .contains("2036-01-01T00:00:00Z", "Shelves.shelf", "Shelves.secret", "Shelves.soon");
        assertThat(now.get("launches").toString())
                .contains("from=2036-02-01T00:00+01:00, until=2036-03-01T00:00+01:00, zone=Europe/Berlin");
    }

    @Test
    void theCalendarIsThatOfTheTravelledMoment() throws ParseException {
        Map<String, Object> before = calendar(BEFORE);
        Map<String, Object> live = calendar(LIVE);
        Map<String, Object> after = calendar(AFTER);

        assertThat(states(before)).containsEntry("wish-list", "coming");
        assertThat(before.get("next")).hasToString("{at=2036-01-31T23:00:00Z, starts=[wish-list], ends=[]}");
        assertThat(live).containsEntry("now", "2036-01-31T23:00:00Z");
        assertThat(states(live)).containsEntry("wish-list", "live");
        assertThat(live.get("next")).hasToString("{at=2036-02-29T23:00:00Z, starts=[], ends=[wish-list]}");
        assertThat(states(after)).containsEntry("wish-list", "over");
        assertThat(after).doesNotContainKey("next");
    }

    @Test
    void theCalendarIsThatOfTheMomentThatAPassportBrings() throws ParseException {
        String travelling = passport(AsOf.freeze(Instant.parse("2036-02-15T00:00:00Z")));

        assertThat(calendar(operator("", travelling))).containsEntry("now", "2036-02-15T00:00:00Z");
        assertThat(calendar(operator("2036-02-15T00:00Z;mode=freeze", travelling)))
                .containsEntry("now", "2036-02-15T00:00:00Z");
        assertThat(operator(LIVE, travelling).body()).contains("travel-refused");
        assertThat(operator("", "no passport").body()).contains("passport-refused");
        assertThat(states(calendar(operator("", passport(null))))).containsEntry("wish-list", "coming");
    }

    private static String passport(@Nullable AsOf asOf) {
        ApplicationContext context = server.getApplicationContext();
        Tenant probe = context.getBean(TenantDirectory.class)
                .find(new TenantId("probe"))
                .orElseThrow();
        RequestContext present = RequestContext.empty().with(Tenants.KEY, probe);
        return context.getBean(PassportIssuer.class).issueFor(asOf == null ? present : present.with(AsOf.KEY, asOf));
    }

    @Test
    void theCalendarRefusesATimeThatIsNone() {
        HttpResponse<String> answer = operator("2036-02-30");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("time-malformed", "column 9");
    }

    @Test
    void aLookAtTheCalendarOfAnotherTimeIsAJourneyOfTheAuditLog() throws ParseException {
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            calendar(LIVE);
            assertThat(operator("2036-02-30").statusCode()).isEqualTo(400);

            assertThat(audited.pairs())
                    .filteredOn(line -> line.get("action").equals("travel"))
                    .allSatisfy(line -> assertThat(line)
                            .containsEntry("route", "/nostage/launches")
                            .hasEntrySatisfying(
                                    "who", who -> assertThat(who.toString()).startsWith("token-")))
                    .extracting(line -> line.get("outcome") + " " + line.get("as_of"))
                    .containsExactly("done 2036-01-31T23:00:00Z", "refused null");
        }
    }

    private static Map<String, Object> calendar(String moment) throws ParseException {
        return calendar(operator(moment));
    }

    private static Map<String, Object> calendar(HttpResponse<String> answer) throws ParseException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSONObjectUtils.parse(answer.body());
    }

    private static HttpResponse<String> operator(String moment) {
        return Answers.send(request("/nostage/launches", moment).setHeader("Authorization", "Bearer " + OPERATOR));
    }

    private static HttpResponse<String> operator(String moment, String passport) {
        return Answers.send(request("/nostage/launches", moment)
                .setHeader("Authorization", "Bearer " + OPERATOR)
                .setHeader("Nostage-Passport", passport));
    }

    @SuppressWarnings("unchecked") // as the answer is written
    private static Map<Object, Object> states(Map<String, Object> calendar) {
        return ((List<Map<String, Object>>) calendar.get("launches"))
                .stream().collect(Collectors.toMap(launch -> launch.get("name"), launch -> launch.get("state")));
    }

    /** Those that do not tell the time of the answer, or the length of the path that it repeats. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "content-length"));
        return headers;
    }

    private static HttpResponse<String> get(String path, String moment) {
        return send("GET", path, "application/json", moment);
    }

    private static HttpResponse<String> send(String method, String path, String type, String moment) {
        HttpRequest.BodyPublisher body = method.equals("POST")
                ? HttpRequest.BodyPublishers.ofString("{\"sku\":\"kettle\"}")
                : HttpRequest.BodyPublishers.noBody();
        return Answers.send(request(path, moment)
                .setHeader("Tenant-Id", "probe")
                .setHeader("Content-Type", type)
                .method(method, body));
    }

    private static HttpRequest.Builder request(String path, String moment) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURL() + path));
        return moment.isEmpty() ? request : request.header("Time-Machine", moment);
    }
}

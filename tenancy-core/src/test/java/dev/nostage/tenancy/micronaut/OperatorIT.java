package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.OperatorRefusedException;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's endpoints, and who does not get in. */
@MicronautTest
@Property(name = "nostage.operator.token", value = OperatorIT.TOKEN)
final class OperatorIT {

    static final String TOKEN = "operator-token-of-forty-characters-0123456";

    private static final String TENANTS = "/nostage/tenants";

    @Inject
    EmbeddedServer server;

    @Inject
    PassportVerifier verifier;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x"})
    void refusesWhoeverDoesNotBringTheToken(String authorization) {
        for (String path : List.of("", "/acme", "/nobody", "/../tenants", "/a%2fb")) {
            Answer answer = authorization.isEmpty()
                    ? web.get(TENANTS + path)
                    : web.get(TENANTS + path, "Authorization", authorization);
            assertThat(answer.problem()).isEqualTo("401 operator-refused");
        }
        assertThat(web.send("POST", TENANTS, body("t-forbidden")).problem()).isEqualTo("401 operator-refused");
        assertThat(web.send("DELETE", TENANTS + "/acme", "").problem()).isEqualTo("401 operator-refused");
        assertThat(operator("GET", TENANTS + "/t-forbidden", "").problem()).isEqualTo("404 tenant-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//nostage/tenants",
                "/nostage//tenants",
                "/nostage/tenants/",
                "/nostage/tenants;a=b",
                "/nostage;a=b/tenants",
                "/%6eostage/tenants",
                "/nostage%2ftenants",
                "/nostage/%74enants",
                "/x/../nostage/tenants",
                "/./nostage/tenants",
                "/NOSTAGE/tenants",
                "/nostage/tenants?a=b",
                "/nostage/tenants/acme?x=/../.."
            })
    void canNotBeReachedByAnotherSpellingOfItsPath(String path) {
        Answer answer = web.raw(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("globex", "gold");
    }

    @Test
    void opensATenantWithAPassportThatWorksAtOnce() {
        Answer opened = operator(
                "POST",
                TENANTS,
                "{\"id\":\"t-open\",\"kind\":\"TEST\",\"plan\":\"gold\",\"ttl\":\"2h\",\"attributes\":{\"zone\":\"eu\"},"
                        + "\"permissions\":[\"travel\"]}");

        assertThat(opened.status()).isEqualTo(201);
        JsonNode tenant = opened.json().get("tenant");
        assertThat(tenant.get("id").textValue()).isEqualTo("t-open");
        assertThat(tenant.get("kind").textValue()).isEqualTo("TEST");
        assertThat(tenant.get("plan").textValue()).isEqualTo("gold");
        assertThat(tenant.get("status").textValue()).isEqualTo("ACTIVE");
        assertThat(tenant.get("attributes").get("zone").textValue()).isEqualTo("eu");
        assertThat(web.get("/probe/who", Passport.HEADER, passport(opened)).body())
                .isEqualTo("t-open");
        Passport passport = verifier.verify(passport(opened));
        assertThat(passport.permissions()).containsExactly(Permission.TRAVEL);
        assertThat(Duration.between(passport.issuedAt(), passport.expiresAt()))
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    }

    @Test
    void takesNoPassportOfAnEarlierTenantOfTheSameId() {
        String earlier = passport(operator("POST", TENANTS, body("t-again")));
        operator("DELETE", TENANTS + "/t-again", "");
        String later = passport(operator("POST", TENANTS, body("t-again")));

        assertThat(web.get("/probe/who", Passport.HEADER, earlier).problem()).isEqualTo("403 tenant-refused");
        assertThat(web.get("/probe/who", Passport.HEADER, later).body()).isEqualTo("t-again");
    }

    @Test
    void refusesToOpenATenantThatExists() {
        assertThat(operator("POST", TENANTS, body("acme")).problem()).isEqualTo("409 tenant-conflict");
    }

    @Test
    void listsTenantsPageByPage() {
        for (String id : List.of("u-1", "u-2", "u-3")) {
            operator("POST", TENANTS, body(id));
        }

        assertThat(ids(operator("GET", TENANTS + "?after=u&limit=2", ""))).containsExactly("u-1", "u-2");
        assertThat(ids(operator("GET", TENANTS + "?after=u-2&limit=2", ""))).containsExactly("u-3");
        assertThat(ids(operator("GET", TENANTS, ""))).contains("acme", "globex", "trial");
        assertThat(operator("GET", TENANTS + "?after=../x", "").problem()).isEqualTo("400 tenant-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "", "0", "-5", "1001", "99999999999999999999", "1.5", "%0A5", "%D9%A5"})
    void refusesAPageThatIsNoneAndSaysHowLargeOneMayBe(String limit) {
        Answer answer = operator("GET", TENANTS + "?limit=" + limit, "");

        assertThat(answer.problem()).isEqualTo("400 operator-request-malformed");
        assertThat(answer.json().get("detail").textValue()).contains("\"limit\" must be a whole number from 1 to 1000");
        assertThat(operator("GET", TENANTS + "?limit=1000", "").status()).isEqualTo(200);
    }

    @Test
    void refusesFieldsThatARequestForAPassportDoesNotHave() {
        Answer answer = operator("POST", TENANTS + "/acme/passports", "{\"permisions\":[\"travel\"]}");

        assertThat(answer.problem()).isEqualTo("400 operator-request-malformed");
        assertThat(answer.json().get("detail").textValue())
                .isEqualTo("\"permisions\" is no field of this request, which has ttl, permissions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "nonsense"
            })
    void answersAProblemForABodyThatIsMissingOrOfAnotherType(String contentType) {
        for (String body : List.of("", "a=b", "\u0000{")) {
            for (String path : List.of("", "/acme/passports")) {
                String head = "POST " + TENANTS + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + TOKEN + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n";

                assertThat(web.raw((head + body).getBytes(StandardCharsets.UTF_8))
                                .problem())
                        .as("%s %s", path, body)
                        .isEqualTo("400 operator-request-malformed");
            }
        }
    }

    @Test
    void doesNothingForWhoeverPassesTheFilterBy() {
        TenantController controller = server.getApplicationContext().getBean(TenantController.class);

        assertThatThrownBy(() -> controller.list(null, null)).isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> controller.suspend("acme")).isInstanceOf(OperatorRefusedException.class);
        assertThat(operator("GET", TENANTS + "/acme", "").json().get("status").textValue())
                .isEqualTo("ACTIVE");
    }

    @Test
    void stopsAPassportAtOnceWhenItsTenantIsSuspendedAndTakesItAgainWhenResumed() {
        String passport = passport(operator("POST", TENANTS, body("t-suspend")));

        assertThat(operator("POST", TENANTS + "/t-suspend/suspend", "")
                        .json()
                        .get("status")
                        .textValue())
                .isEqualTo("SUSPENDED");
        assertThat(web.get("/probe/who", Passport.HEADER, passport).problem()).isEqualTo("403 tenant-refused");

        assertThat(operator("POST", TENANTS + "/t-suspend/resume", "")
                        .json()
                        .get("status")
                        .textValue())
                .isEqualTo("ACTIVE");
        assertThat(web.get("/probe/who", Passport.HEADER, passport).body()).isEqualTo("t-suspend");
    }

    @Test
    void removesATenantAndGivesTheSameReceiptEachTime() {
        String passport = passport(operator("POST", TENANTS, body("t-remove")));

        Answer receipt = operator("DELETE", TENANTS + "/t-remove", "");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().get("tenant").textValue()).isEqualTo("t-remove");
        assertThat(receipt.json().get("residue").intValue()).isZero();
        assertThat(receipt.json().get("stores")).first().satisfies(store -> {
            assertThat(store.get("name").textValue()).isEqualTo("drawer");
            assertThat(store.get("removed").intValue()).isEqualTo(1);
            assertThat(store.get("residue").intValue()).isZero();
        });
        assertThat(receipt.json().get("removedAt").textValue()).isNotBlank();
        assertThat(operator("DELETE", TENANTS + "/t-remove", "")).isEqualTo(receipt);
        assertThat(web.get("/probe/who", Passport.HEADER, passport).problem()).isEqualTo("403 tenant-refused");
        assertThat(operator("GET", TENANTS + "/t-remove", "").problem()).isEqualTo("404 tenant-unknown");
        assertThat(operator("POST", TENANTS, "{\"id\":\"t-remove\",\"kind\":\"LIVE\"}")
                        .problem())
                .isEqualTo("409 tenant-conflict");
    }

    @Test
    void issuesFurtherPassports() {
        Answer issued = operator(
                "POST",
                TENANTS + "/acme/passports",
                "{\"ttl\":\"90s\",\"permissions\":[\"inject-faults\",\"override\"]}");

        assertThat(issued.status()).isEqualTo(201);
        Passport passport = verifier.verify(passport(issued));
        assertThat(passport.tenant()).hasToString("acme");
        assertThat(passport.permissions()).containsExactlyInAnyOrder(Permission.INJECT_FAULTS, Permission.OVERRIDE);
        assertThat(Duration.between(passport.issuedAt(), passport.expiresAt())).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void knowsNothingOfTenantsThatDoNotExist() {
        for (String call : List.of("GET ", "DELETE ", "POST /suspend", "POST /resume", "POST /passports")) {
            String[] methodAndRest = call.split(" ", -1);
            String body = call.endsWith("passports") ? "{}" : "";
            assertThat(operator(methodAndRest[0], TENANTS + "/nobody" + methodAndRest[1], body)
                            .problem())
                    .as(call)
                    .isEqualTo("404 tenant-unknown");
        }
        assertThat(operator("GET", TENANTS + "/a%20b", "").problem()).isEqualTo("400 tenant-malformed");
    }

    private Answer operator(String method, String path, String body) {
        return web.send(method, path, body, "Authorization", "Bearer " + TOKEN);
    }

    private static String body(String id) {
        return "{\"id\":\"" + id + "\",\"ttl\":\"1h\"}";
    }

    private static String passport(Answer answer) {
        return answer.json().get("passport").textValue();
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json().forEach(tenant -> ids.add(tenant.get("id").textValue()));
        return ids;
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes along when the application calls others. */
@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutgoingIT implements TestPropertyProvider {

    private static final String OURS = "tenant.id=acme,tenant.kind=LIVE";

    private final OtherServer other = new OtherServer();

    @Inject
    EmbeddedServer server;

    @Inject
    PassportIssuer passports;

    @Inject
    PassportVerifier verifier;

    private Web web;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "nostage.tenancy.trusted-peers",
                "127.0.0.1,::1",
                "nostage.propagation.to",
                "billing,127.0.0.2",
                "micronaut.http.services.billing.url",
                "http://0.0.0.0:" + other.port());
    }

    @BeforeEach
    void begin() {
        web = new Web(server);
        other.take();
        other.takeBaggage();
    }

    @AfterAll
    void end() {
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2"})
    void takesThePassportToThisMachineAndToListedHosts(String host) {
        assertThat(call(host, "/echo").body()).isEqualTo("echo");

        assertThat(sentOnce().tenant()).isEqualTo(new TenantId("acme"));
    }

    @Test
    void takesThePassportToListedServicesWhereverTheyAre() {
        assertThat(web.get("/probe/billing", "Tenant-Id", "acme").body()).isEqualTo("echo");

        assertThat(sentOnce().tenant()).isEqualTo(new TenantId("acme"));
    }

    @Test
    void permitsThereWhatTheCallersPassportPermits() {
        String held = passports.issue(Tenant.live("acme"), Set.of(Permission.TRAVEL), null);

        web.get("/probe/call?url=" + encoded(url("localhost", "/echo")), Passport.HEADER, held);

        Passport sent = sentOnce();
        assertThat(sent.permissions()).containsExactly(Permission.TRAVEL);
        assertThat(sent.id()).isNotEqualTo(verifier.verify(held).id());
    }

    @Test
    void staysAwayFromEveryOtherHost() {
        assertThat(call("0.0.0.0", "/echo").body()).isEqualTo("echo");

        assertThat(other.take()).containsExactly(List.of());
    }

    @Test
    void isTakenOffACallToAnotherHostThatItWasPutOnByHand() {
        web.get(
                "/probe/call?url=" + encoded(url("0.0.0.0", "/echo")),
                "Tenant-Id",
                "acme",
                "By-Hand",
                passports.issue(Tenant.live("acme"), Set.of(), null));

        assertThat(other.take()).containsExactly(List.of());
    }

    @Test
    void isSentOnceEvenIfOneWasPutOnTheCallByHand() {
        web.get(
                "/probe/call?url=" + encoded(url("localhost", "/echo")),
                "Tenant-Id",
                "acme",
                "By-Hand",
                passports.issue(Tenant.live("globex"), Set.of(), null));

        assertThat(sentOnce().tenant()).isEqualTo(new TenantId("acme"));
    }

    @Test
    void isSentOnceAfterARedirectOnThisMachine() {
        assertThat(call("localhost", "/redirect?" + url("127.0.0.1", "/echo")).body())
                .isEqualTo("echo");

        assertThat(other.take()).hasSize(2).allSatisfy(sent -> assertThat(sent).hasSize(1));
    }

    @Test
    void doesNotFollowARedirectToAnotherHost() {
        assertThat(call("localhost", "/redirect?" + url("0.0.0.0", "/echo")).body())
                .isEqualTo("echo");

        List<List<String>> sent = other.take();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).hasSize(1);
        assertThat(sent.get(1)).isEmpty();
    }

    @Test
    void doesNotFollowARedirectOfAListedServiceToAnotherHost() {
        String elsewhere = url("[::ffff:127.0.0.1]", "/echo");

        assertThat(web.get("/probe/billing-redirect?" + encoded(elsewhere), "Tenant-Id", "acme")
                        .body())
                .isEqualTo("echo");

        List<List<String>> sent = other.take();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).hasSize(1);
        assertThat(sent.get(1)).isEmpty();
    }

    @Test
    void doesNotComeBackOnTheSecondOfTwoRedirects() {
        String elsewhere = url("[::ffff:127.0.0.1]", "/redirect?" + url("[::ffff:127.0.0.1]", "/echo"));

        web.get("/probe/billing-redirect?" + encoded(elsewhere), "Tenant-Id", "acme");

        assertThat(other.take()).extracting(List::size).containsExactly(1, 0, 0);
    }

    @Test
    void doesNotGoWithAListedServicesClientToAnotherAddress() {
        for (String host : List.of("0.0.0.0", "[::ffff:127.0.0.1]")) {
            try (OtherServer stranger = new OtherServer()) {
                String elsewhere = "http://" + host + ":" + stranger.port() + "/echo";

                assertThat(web.get("/probe/billing-absolute?" + encoded(elsewhere), "Tenant-Id", "acme")
                                .body())
                        .isEqualTo("echo");

                assertThat(stranger.take()).containsExactly(List.of());
            }
        }
    }

    @Test
    void failsACallForNobodyWhereAPassportMustGo() {
        assertThat(web.get("/probe/call-for-nobody?url=" + encoded(url("127.0.0.2", "/echo")))
                        .problem())
                .isEqualTo("400 tenant-missing");

        assertThat(other.take()).isEmpty();
    }

    @Test
    void sendsNoneForNobodyElsewhere() {
        for (String host : List.of("localhost", "0.0.0.0")) {
            assertThat(web.get("/probe/call-for-nobody?url=" + encoded(url(host, "/echo")))
                            .body())
                    .isEqualTo("echo");
        }

        assertThat(other.take()).containsExactly(List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.2"})
    void takesTheTenantAlongInTheBaggageWhereverThePassportGoes(String host) {
        call(host, "/echo");

        assertThat(other.takeBaggage()).containsExactly(List.of(OURS));
    }

    @Test
    void keepsWhatOthersPutIntoTheBaggageAndReplacesWhatIsOurs() {
        callWithBaggage("localhost", "/echo", "tenant.id=globex, userId=alice;p=1,tenant.kind=TEST");

        assertThat(other.takeBaggage()).containsExactly(List.of(OURS + ",userId=alice;p=1"));
    }

    @Test
    void takesNoBaggageToAnyOtherHost() {
        callWithBaggage("0.0.0.0", "/echo", "tenant.id=globex,userId=alice");

        assertThat(other.takeBaggage()).containsExactly(List.of());
    }

    @Test
    void losesItsBaggageWhenItIsRedirectedToAnotherHostAndKeepsItOnThisMachine() {
        callWithBaggage("localhost", "/redirect?" + url("0.0.0.0", "/echo"), "userId=alice");
        assertThat(other.takeBaggage()).containsExactly(List.of(OURS + ",userId=alice"), List.of());

        callWithBaggage("localhost", "/redirect?" + url("127.0.0.1", "/echo"), "userId=alice");
        assertThat(other.takeBaggage())
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent).singleElement().asString().startsWith(OURS));

        String elsewhere = url("[::ffff:127.0.0.1]", "/echo");
        web.get("/probe/billing-redirect?" + encoded(elsewhere), "Tenant-Id", "acme");
        assertThat(other.takeBaggage()).containsExactly(List.of(OURS), List.of());
    }

    @Test
    void takesNoTenantInTheBaggageForNobody() {
        String path = "/probe/call-for-nobody?url=" + encoded(url("localhost", "/echo"));

        web.get(path);
        web.get(path, "Baggage-By-Hand", "tenant.id=globex,userId=alice");

        assertThat(other.takeBaggage()).containsExactly(List.of(), List.of("userId=alice"));
    }

    @Test
    void doesNotPassOnTheTenantThatACallersBaggageNames() {
        web.get(
                "/probe/call?url=" + encoded(url("localhost", "/echo")),
                "Tenant-Id",
                "acme",
                "baggage",
                "tenant.id=globex,tenant.kind=TEST");

        assertThat(other.takeBaggage()).containsExactly(List.of(OURS));
        assertThat(sentOnce().tenant()).isEqualTo(new TenantId("acme"));
    }

    private Web.Answer callWithBaggage(String host, String path, String baggage) {
        return web.get("/probe/call?url=" + encoded(url(host, path)), "Tenant-Id", "acme", "Baggage-By-Hand", baggage);
    }

    private Web.Answer call(String host, String path) {
        return web.get("/probe/call?url=" + encoded(url(host, path)), "Tenant-Id", "acme");
    }

    private Passport sentOnce() {
        List<List<String>> sent = other.take();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).hasSize(1);
        return verifier.verify(sent.get(0).get(0));
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + other.port() + path;
    }

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}

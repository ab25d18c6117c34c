package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantLifecycle;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

/** What a bad configuration does: it stops the start, and says what is wrong without telling a secret. */
final class StartIT {

    private static final String SHORT_TOKEN = "too-short-a-secret";
    private static final String SECRET = "c2Vjb25kLXNlY29uZC1zZWNvbmQtc2Vjb25kLXNlY29uZC0=";
    private static final String PRIVATE = "MC4CAQAwBQYDK2VwBCIEIDz2qMJl/ft1dXZX5X//F+KfHRO5GGQ8ygZ3XVxXMnoo";
    private static final String PUBLIC = "MCowBQYDK2VwAyEAfKwu4I36vgp52QvP858pYh+vRPxl0PTh1/lLIIxflkU=";

    @Test
    void isStoppedByAnOperatorTokenThatIsTooShort() {
        assertStopped("nostage.operator.token", SHORT_TOKEN, "nostage.operator.token has 18 characters");
        assertStopped("nostage.operator.token", "", "nostage.operator.token has 0 characters");
    }

    @Test
    void isStoppedByAKeyThatIsTooShortOrUnreadable() {
        assertStopped("nostage.passport.keys[0].secret", "c2hvcnQtc2VjcmV0", "\"first\" has 12 bytes");
        assertStopped("nostage.passport.time-to-live", "soon", "nostage.passport.time-to-live must be a duration");
        assertStopped(
                "nostage.tenancy.tenants[0].kind", "TETS", "must be one of [live, test, synthetic], and was \"TETS\"");
        assertStopped("nostage.tenancy.tenants[0].ttl", "soon", "must be a duration such as 90s, 15m, 2h or P1D");
        assertStopped("nostage.passport.keys[0].secret", "not base64!", "\"first\" is not Base64");
    }

    @Test
    void isStoppedByAKeyThatIsNotOfExactlyOneKind() {
        String exactlyOne = "\"second\" must have exactly one of nostage.passport.keys[1].secret";
        assertKeyStopped(exactlyOne, Map.of());
        assertKeyStopped(exactlyOne, Map.of("secret", SECRET, "private-key", PRIVATE));
        assertKeyStopped(exactlyOne, Map.of("private-key", PRIVATE, "public-key", PUBLIC));
        assertKeyStopped("nostage.passport.keys[1].private-key: The private key", Map.of("private-key", PUBLIC));
        assertKeyStopped("nor the name of a file", Map.of("private-key", "/etc/keys/shop.pem"));
        assertKeyStopped("nostage.passport.keys[1].public-key: The public key", Map.of("public-key", PRIVATE));
        assertKeyStopped("(nostage.passport.keys) have one id", Map.of("secret", SECRET, "id", "first"));
        assertKeyStopped("nostage.passport.keys[1].id is missing", Map.of("secret", SECRET, "id", " "));
        assertStopped("nostage.passport.keys[1].secret", SECRET, "nostage.passport.keys[1].id is missing");
        assertKeyStopped("\"second\" is no Ed25519 key", Map.of("private-key", ""));
    }

    @Test
    void isStoppedByAFirstKeyThatCannotSign() {
        assertThatThrownBy(() -> ApplicationContext.builder()
                        .propertySources(PropertySource.of(
                                "verifies",
                                Map.of(
                                        "nostage.passport.keys[0].id",
                                        "only-public",
                                        "nostage.passport.keys[0].public-key",
                                        PUBLIC)))
                        .enableDefaultPropertySources(false)
                        .start()
                        .close())
                .hasStackTraceContaining("\"only-public\" only verifies, and the first of nostage.passport.keys must");
    }

    @Test
    void isStoppedByACacheThatCannotBe() {
        assertStopped("nostage.passport.cache", "many", "nostage.passport.cache must be a whole number");
        assertStopped("nostage.passport.cache", "-1", "nostage.passport.cache must be a whole number from 0");
    }

    @Test
    void readsPairsFromPemAndTakesThePassportsOfAServiceWhosePublicKeyItKnows() {
        Map<String, Object> properties = Map.of(
                "nostage.passport.keys[1].id",
                "billing",
                "nostage.passport.keys[1].public-key",
                "-----BEGIN PUBLIC KEY-----\n" + PUBLIC + "\n-----END PUBLIC KEY-----\n",
                "nostage.passport.cache",
                "0");
        String billings = new PassportIssuer(
                        new PassportOptions(
                                "probe",
                                List.of(SigningKey.ed25519("billing", PRIVATE)),
                                Duration.ofMinutes(1),
                                List.of()),
                        Clock.systemUTC())
                .issue(Tenant.live("acme"), Set.of(), null);
        try (EmbeddedServer server = start(properties)) {
            assertThat(new Web(server)
                            .get("/probe/who", "Nostage-Passport", billings)
                            .body())
                    .isEqualTo("acme");
            PassportVerifier verifier = server.getApplicationContext().getBean(PassportVerifier.class);
            assertThat(verifier.verify(billings)).isNotSameAs(verifier.verify(billings));
        }
        try (EmbeddedServer server = start(Map.of())) {
            assertThat(new Web(server)
                            .get("/probe/who", "Nostage-Passport", billings)
                            .problem())
                    .isEqualTo("401 passport-refused");
        }
    }

    @Test
    void isStoppedByATimeOfTheLifecycleThatCannotBe() {
        assertStopped("nostage.tenancy.drain", "soon", "nostage.tenancy.drain must be a duration");
        assertStopped("nostage.tenancy.drain", "-1s", "nostage.tenancy.drain must be a duration");
        assertStopped("nostage.tenancy.reaper.interval", "often", "nostage.tenancy.reaper.interval must be a duration");
        assertStopped("nostage.tenancy.reaper.interval", "0s", "nostage.tenancy.reaper.interval must be a duration");
    }

    @Test
    void waitsNoLongerForRequestsThanItIsTold() throws Exception {
        try (EmbeddedServer server =
                start(Map.of("nostage.tenancy.drain", "0s", "nostage.tenancy.trusted-peers", "127.0.0.1"))) {
            ApplicationContext context = server.getApplicationContext();
            HeldController held = context.getBean(HeldController.class);
            var request =
                    CompletableFuture.supplyAsync(() -> new Web(server).get("/held/blocking", "Tenant-Id", "trial"));
            assertThat(held.begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

            RemovalReceipt receipt = context.getBean(TenantLifecycle.class).remove(new TenantId("trial"));
            held.letGo.release();

            assertThat(receipt.inFlight()).isEqualTo(1);
            assertThat(request.get(30, TimeUnit.SECONDS).body()).isEqualTo("let go");
        }
    }

    @Test
    void removesExpiredTenantsOnScheduleUnlessThatIsOff() {
        Map<String, Object> often =
                Map.of("nostage.tenancy.reaper.interval", "5ms", "nostage.tenancy.tenants[2].ttl", "1ms");
        try (EmbeddedServer server = start(often)) {
            TenantDirectory directory = server.getApplicationContext().getBean(TenantDirectory.class);
            long begin = System.nanoTime();
            while (directory.receipt(new TenantId("trial")).isEmpty()) {
                assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
                Thread.onSpinWait();
            }
            assertThat(directory.list(null, 10)).extracting(Tenant::isLive).containsOnly(true);
        }
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.reaper.enabled", "false"))) {
            assertThat(server.getApplicationContext().containsBean(ReaperSchedule.class))
                    .isFalse();
        }
    }

    @Test
    void isStoppedByATrustedPeerThatIsNoNetwork() {
        assertStopped("nostage.tenancy.trusted-peers", "10.0.0.1,trusted.example.com", "\"trusted.example.com\"");
    }

    @Test
    void isStoppedByABaseDomainThatIsNone() {
        assertStopped("nostage.tenancy.base-domains", "shop.example,*.shop.example", "\"*.shop.example\"");
    }

    @Test
    void takesNothingWrittenForNoPeerAndNoDestination() {
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.trusted-peers", "", "nostage.propagation.to", ""))) {
            assertThat(new Web(server).get("/probe/who", "Tenant-Id", "acme").problem())
                    .isEqualTo("403 tenant-refused");
        }
    }

    @Test
    void readsTheTenantsThatAreSeeded() {
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.tenants[0].attributes.zone", "eu"))) {
            TenantDirectory directory = server.getApplicationContext().getBean(TenantDirectory.class);
            assertThat(directory.list(null, 10))
                    .extracting(tenant -> tenant.id().value())
                    .containsExactly("acme", "globex", "trial");
            assertThat(directory.find(new TenantId("acme")).orElseThrow().attributes())
                    .isEqualTo(Map.of("zone", "eu"));
            assertThat(directory.find(new TenantId("trial")).orElseThrow().kind())
                    .isEqualTo(TenantKind.TEST);
        }
    }

    @Test
    void signsWithTheFirstKeyThatIsConfigured() {
        try (EmbeddedServer server =
                start(Map.of("nostage.passport.keys[1].id", "second", "nostage.passport.keys[1].secret", SECRET))) {
            assertThat(server.getApplicationContext()
                            .getBean(PassportOptions.class)
                            .keys())
                    .extracting(SigningKey::id)
                    .containsExactly("first", "second");
        }
    }

    @Test
    void makesAKeyForThisProcessWhereNoneIsConfigured() {
        try (ApplicationContext context = ApplicationContext.builder()
                .propertySources(PropertySource.of("none", Map.of()))
                .enableDefaultPropertySources(false)
                .start()) {
            assertThat(context.getBean(PassportOptions.class).keys())
                    .singleElement()
                    .extracting(SigningKey::id)
                    .asString()
                    .startsWith("generated-");
        }
    }

    @Test
    void showsNoSecretInTheTextOfItsConfiguration() {
        try (EmbeddedServer server = start(Map.of("nostage.operator.token", OperatorIT.TOKEN))) {
            ApplicationContext context = server.getApplicationContext();
            assertThat(context.getBean(OperatorConfiguration.class).toString()).doesNotContain(OperatorIT.TOKEN);
            assertThat(context.getBeansOfType(PassportConfiguration.PassportKey.class))
                    .hasSize(1)
                    .allSatisfy(
                            key -> assertThat(key.toString()).contains("first").doesNotContain(key.secret()));
        }
    }

    @Test
    void asksForATenantOutsideItsContextPathToo() {
        try (EmbeddedServer server = start(Map.of("micronaut.server.context-path", "/api"))) {
            assertThat(new Web(server).get("/elsewhere").problem()).isEqualTo("400 tenant-missing");
            assertThat(new Web(server).get("/api/elsewhere").problem()).isEqualTo("400 tenant-missing");
        }
    }

    private static void assertStopped(String property, String value, String says) {
        assertThatThrownBy(() -> start(Map.of(property, value)).close())
                .hasStackTraceContaining(says)
                .satisfies(failure -> {
                    if ((property.endsWith("token") && !value.isEmpty()) || property.endsWith("secret")) {
                        assertThat(Throwables.getStackTrace(failure)).doesNotContain(value);
                    }
                });
    }

    /** A second key of this kind stops the start, and is not told. */
    private static void assertKeyStopped(String says, Map<String, String> kind) {
        Map<String, Object> properties = new HashMap<>(Map.of("nostage.passport.keys[1].id", "second"));
        kind.forEach((name, value) -> properties.put("nostage.passport.keys[1]." + name, value));
        assertThatThrownBy(() -> start(properties).close())
                .hasStackTraceContaining(says)
                .satisfies(failure ->
                        assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET, PRIVATE, PUBLIC));
    }

    static EmbeddedServer start(Map<String, Object> properties) {
        return ApplicationContext.run(EmbeddedServer.class, new HashMap<>(properties));
    }
}

package dev.nostage.tenancy.micronaut.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.micronaut.Web;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source of a tenant that there is, on at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SourcesIT {

    private static final String WHO = "/secured/anonymous";
    private static final Map<String, String> USERS = Map.of("acme", "alice", "globex", "bob");

    private EmbeddedServer server;
    private EmbeddedServer fixed;

    /** How a request names a tenant. */
    enum Said {
        BY_PASSPORT,
        BY_HEADER,
        BY_PRINCIPAL,
        BY_SUBDOMAIN,
        BY_RESOLVER,
        BY_OWN_SOURCE
    }

    @BeforeAll
    void start() {
        server = start(Map.of());
        fixed = start(Map.of("nostage.tenancy.fixed", "acme"));
    }

    @AfterAll
    void stop() {
        server.close();
        fixed.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Said.values())
                .flatMap(one ->
                        Stream.of(Said.values()).filter(other -> other != one).map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairOfSourcesThatDisagreesIsRefused(Said one, Said other) {
        assertThat(asked(server, Map.of(one, "acme", other, "globex")).problem())
                .isEqualTo("403 tenant-refused");
        assertThat(asked(server, Map.of(one, "acme", other, "acme")).body()).isEqualTo("acme");
        assertThat(asked(server, Map.of(one, "globex", other, "globex")).body()).isEqualTo("globex");
    }

    @ParameterizedTest
    @MethodSource("said")
    void everySourceThatDisagreesWithTheFixedTenantIsRefused(Said one) {
        assertThat(asked(fixed, Map.of(one, "globex")).problem()).isEqualTo("403 tenant-refused");
        assertThat(asked(fixed, Map.of(one, "acme")).body()).isEqualTo("acme");
        assertThat(asked(server, Map.of(one, "globex")).body()).isEqualTo("globex");
    }

    static Stream<Said> said() {
        return Stream.of(Said.values());
    }

    @Test
    void theFixedTenantIsEverybodysAndOtherwiseThereIsNone() {
        assertThat(asked(fixed, Map.of()).body()).isEqualTo("acme");
        assertThat(asked(server, Map.of()).problem()).isEqualTo("400 tenant-missing");
    }

    @Test
    void allOfThemMayAgree() {
        Map<Said, String> all = new HashMap<>();
        said().forEach(one -> all.put(one, "acme"));
        assertThat(asked(fixed, all).body()).isEqualTo("acme");

        all.put(Said.BY_RESOLVER, "globex");
        assertThat(asked(server, all).problem()).isEqualTo("403 tenant-refused");
    }

    @Test
    void areAskedInTheOrderThatIsWrittenDown() {
        assertThat(fixed.getApplicationContext().getBeansOfType(TenantSource.class))
                .extracting(TenantSource::name)
                .containsExactly(
                        "passport", "header", "principal", "subdomain", "multitenancy", "fixed tenant", "company");
    }

    private static Answer asked(EmbeddedServer server, Map<Said, String> said) {
        List<String> headers = new ArrayList<>();
        said.forEach((how, tenant) -> {
            switch (how) {
                case BY_PASSPORT ->
                    headers.addAll(List.of(
                            Passport.HEADER,
                            server.getApplicationContext()
                                    .getBean(PassportIssuer.class)
                                    .issue(Tenant.live(tenant), Set.of(), null)));
                case BY_HEADER -> headers.addAll(List.of("Tenant-Id", tenant));
                case BY_PRINCIPAL -> headers.addAll(List.of("Authorization", basic(USERS.get(tenant))));
                case BY_RESOLVER -> headers.addAll(List.of("Cookie", "tenantId=" + tenant));
                case BY_OWN_SOURCE -> headers.addAll(List.of("Company", tenant));
                case BY_SUBDOMAIN -> {
                    // said by the host itself, below
                }
            }
        });
        String subdomain = said.get(Said.BY_SUBDOMAIN);
        String host = subdomain == null ? "127.0.0.1" : subdomain + ".shop.example";
        return new Web(server).getAt(host, WHO, headers.toArray(String[]::new));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    private static EmbeddedServer start(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("spec.company-source", "true");
        properties.put("micronaut.security.enabled", "true");
        properties.put("nostage.tenancy.trusted-peers", "127.0.0.1,::1");
        properties.put("nostage.tenancy.base-domains", "shop.example");
        properties.put("nostage.tenancy.multitenancy", "true");
        properties.put("micronaut.multitenancy.tenantresolver.cookie.enabled", "true");
        properties.put("micronaut.multitenancy.tenantresolver.subdomain.enabled", "false");
        return ApplicationContext.run(EmbeddedServer.class, properties);
    }
}

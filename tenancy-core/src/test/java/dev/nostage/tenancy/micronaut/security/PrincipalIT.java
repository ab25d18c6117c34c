package dev.nostage.tenancy.micronaut.security;

import static dev.nostage.tenancy.micronaut.security.Users.basic;
import static dev.nostage.tenancy.micronaut.security.Users.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.micronaut.Web;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever authenticated with Micronaut Security works for the tenant that they belong to. */
@MicronautTest
@Property(name = "micronaut.security.enabled", value = "true")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class PrincipalIT {

    @Inject
    EmbeddedServer server;

    @Inject
    PassportIssuer passports;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
    }

    @Test
    void worksForTheTenantOfWhoeverAuthenticated() {
        assertThat(as(basic("alice"), "/secured/authenticated").body()).isEqualTo("acme");
        assertThat(as(basic("bob"), "/secured/buyer").body()).isEqualTo("globex");
        assertThat(as(bearer("bob"), "/secured/anonymous").body()).isEqualTo("globex");
    }

    @Test
    void worksForATenantThatPrincipalHeaderAndPassportAgreeOn() {
        assertThat(as(
                                basic("alice"),
                                "/secured/authenticated",
                                "Tenant-Id",
                                "acme",
                                Passport.HEADER,
                                passports.issue(Tenant.live("acme"), Set.of(), null))
                        .body())
                .isEqualTo("acme");
    }

    @Test
    void refusesAPrincipalsRequestThatNamesAnotherTenant() {
        assertThat(as(basic("alice"), "/secured/authenticated", "Tenant-Id", "globex")
                        .problem())
                .isEqualTo("403 tenant-refused");
        assertThat(as(
                                basic("alice"),
                                "/secured/authenticated",
                                Passport.HEADER,
                                passports.issue(Tenant.live("globex"), Set.of(), null))
                        .problem())
                .isEqualTo("403 tenant-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dave", "eve", "frank"})
    void refusesAPrincipalOfSeveralTenantsOrOfNoneThatIs(String name) {
        Answer answer = as(basic(name), "/secured/authenticated");

        assertThat(answer.problem()).isEqualTo("403 tenant-refused");
        assertThat(as(basic(name), "/secured/authenticated", "Tenant-Id", "acme"))
                .isEqualTo(answer);
    }

    @Test
    void asksWhoeverBelongsToNoTenantForAnotherSource() {
        assertThat(as(basic("carol"), "/secured/authenticated").problem()).isEqualTo("400 tenant-missing");
        assertThat(as(basic("carol"), "/secured/authenticated", "Tenant-Id", "acme")
                        .body())
                .isEqualTo("acme");
    }

    @Test
    void asksForATenantWhereSecurityAsksForNobody() {
        assertThat(web.get("/secured/anonymous").problem()).isEqualTo("400 tenant-missing");
        assertThat(as("Basic bm9ib2R5Om5vbmU=", "/secured/anonymous").status()).isBetween(400, 401);
        assertThat(web.get("/secured/anonymous", "Tenant-Id", "acme").body()).isEqualTo("acme");
        assertThat(web.get("/secured/open").body()).isEqualTo("nobody");
        assertThat(as(basic("alice"), "/secured/open").body()).isEqualTo("nobody");
    }

    @Test
    void leavesToSecurityWhomItRefuses() {
        for (String path : new String[] {"/secured/authenticated", "/secured/buyer", "/probe/who", "/nowhere"}) {
            assertThat(web.get(path, "Tenant-Id", "acme").status()).as(path).isEqualTo(401);
            assertThat(web.get(path).body()).as(path).doesNotContain("tenant");
        }
        assertThat(as(basic("alice"), "/secured/buyer").status()).isEqualTo(403);
        assertThat(as(basic("alice"), "/secured/buyer").body()).doesNotContain("tenant");
    }

    private Answer as(String authorization, String path, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = authorization;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return web.get(path, all);
    }
}

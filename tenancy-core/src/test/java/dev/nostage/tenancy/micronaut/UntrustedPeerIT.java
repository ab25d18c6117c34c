package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With no trusted peer configured, which is the default. */
@MicronautTest
final class UntrustedPeerIT {

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
    void believesNobodysHeader() {
        assertThat(web.get("/probe/who", "Tenant-Id", "acme").problem()).isEqualTo("403 tenant-refused");
        assertThat(web.get(
                                "/probe/who",
                                "Tenant-Id",
                                "acme",
                                "X-Forwarded-For",
                                "127.0.0.1",
                                "Forwarded",
                                "for=10.0.0.1")
                        .problem())
                .isEqualTo("403 tenant-refused");
    }

    @Test
    void doesNotTellAKnownTenantFromAnUnknownOrAMalformedOne() {
        assertThat(web.get("/probe/who", "Tenant-Id", "acme"))
                .isEqualTo(web.get("/probe/who", "Tenant-Id", "nobody"))
                .isEqualTo(web.get("/probe/who", "Tenant-Id", "../acme"));
    }

    @Test
    void believesAPassportButNotTogetherWithAHeader() {
        String passport = passports.issue(Tenant.live("acme"), Set.of(), null);

        assertThat(web.get("/probe/who", Passport.HEADER, passport).body()).isEqualTo("acme");
        assertThat(web.get("/probe/who", Passport.HEADER, passport, "Tenant-Id", "acme")
                        .problem())
                .isEqualTo("403 tenant-refused");
    }

    @Test
    void hasNoOperatorEndpointsUnlessTheyAreSwitchedOn() {
        assertThat(web.get("/nostage/tenants").problem()).isEqualTo("400 tenant-missing");
        assertThat(web.get("/nostage/tenants", "Authorization", "Bearer ").problem())
                .isEqualTo("400 tenant-missing");
        String passport = passports.issue(Tenant.live("acme"), Set.of(), null);
        assertThat(web.get("/nostage/tenants", Passport.HEADER, passport).status())
                .isEqualTo(404);
    }
}

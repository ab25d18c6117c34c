package dev.nostage.tenancy.micronaut.multitenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.micronaut.Web;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside micronaut-multitenancy: what it is told by us, and what we let it say. */
final class MultitenancyIT {

    @Nested
    @MicronautTest
    @Property(name = "nostage.tenancy.multitenancy", value = "true")
    @Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
    @Property(name = "spec.resolvers", value = "true")
    @Property(name = "micronaut.multitenancy.tenantresolver.httpheader.enabled", value = "true")
    class WhereItsResolversAreBelieved {

        @Inject
        EmbeddedServer server;

        private Web web;

        @BeforeEach
        void begin() {
            web = new Web(server);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Resolver", "Request-Resolver", "tenantId"})
        void worksForTheTenantThatAnyOfThemNames(String header) {
            assertThat(web.get("/asking", header, "acme").body()).isEqualTo("acme acme");
            assertThat(web.get("/asking", header, "globex", "Tenant-Id", "globex")
                            .body())
                    .isEqualTo("globex globex");
            assertThat(web.get("/asking", header, "acme", "Tenant-Id", "globex").problem())
                    .isEqualTo("403 tenant-refused");
        }

        @Test
        void refusesTwoOfThemThatDisagree() {
            assertThat(web.get("/asking", "Resolver", "acme", "Request-Resolver", "globex")
                            .problem())
                    .isEqualTo("403 tenant-refused");
            assertThat(web.get("/asking", "tenantId", "acme", "Resolver", "globex")
                            .problem())
                    .isEqualTo("403 tenant-refused");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nothing", "null", "DEFAULT"})
        void takesTheirWaysToSayNobodyForWhatTheyAre(String given) {
            assertThat(web.get("/asking", "Resolver", given).problem()).isEqualTo("400 tenant-missing");
            assertThat(web.get("/asking", "Resolver", given, "Request-Resolver", "acme")
                            .body())
                    .isEqualTo("acme acme");
        }

        @ParameterizedTest
        @ValueSource(strings = {"number", "list", "../acme", "", "default", "nobody"})
        void refusesWhatIsNoTenantsId(String given) {
            assertThat(web.get("/asking", "Resolver", given).problem()).isEqualTo("403 tenant-refused");
            assertThat(web.get("/asking", "Resolver", given, "Tenant-Id", "acme")
                            .problem())
                    .isEqualTo("403 tenant-refused");
        }

        @Test
        void letsNobodyInWhenOneOfThemFails() {
            assertThat(web.get("/asking", "Resolver", "failure", "Tenant-Id", "acme")
                            .status())
                    .isEqualTo(500);
        }

        @Test
        void saysNobodyWhereNobodyIsWorkedFor() {
            assertThat(web.get("/asking/open", "Resolver", "acme", "tenantId", "acme")
                            .body())
                    .isEqualTo("nobody");
        }
    }

    @Nested
    @MicronautTest
    @Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
    @Property(name = "spec.resolvers", value = "true")
    @Property(name = "micronaut.multitenancy.tenantresolver.httpheader.enabled", value = "true")
    class WhereTheyAreNot {

        @Inject
        EmbeddedServer server;

        private Web web;

        @BeforeEach
        void begin() {
            web = new Web(server);
        }

        @Test
        void asksNoneOfThem() {
            assertThat(web.get("/asking", "Resolver", "acme", "Request-Resolver", "acme", "tenantId", "acme")
                            .problem())
                    .isEqualTo("400 tenant-missing");
        }

        @Test
        void tellsOurTenantAllTheSameAndNotWhatARequestClaims() {
            assertThat(web.get(
                                    "/asking",
                                    "Tenant-Id",
                                    "acme",
                                    "Resolver",
                                    "globex",
                                    "Request-Resolver",
                                    "globex",
                                    "tenantId",
                                    "globex")
                            .body())
                    .isEqualTo("acme acme");
        }
    }
}

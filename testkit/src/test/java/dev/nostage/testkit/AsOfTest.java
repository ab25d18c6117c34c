package dev.nostage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.nostage.passport.Permission;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.TimeMachineClock;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@InTenant
@AsOf("2030-01-01T00:00:00Z;mode=freeze")
@MicronautTest(transactional = false)
class AsOfTest {

    private final Clock here = new TimeMachineClock(Clock.systemUTC());

    @Inject
    @Client("/")
    HttpClient client;

    @Controller("/what")
    static final class WhatController {

        private final Clock clock;

        WhatController(Clock clock) {
            this.clock = clock;
        }

        @Get("/time")
        String time() {
            return clock.instant().toString();
        }

        @Get("/written")
        String write() {
            ReadOnly.refuseWrite();
            return "written";
        }

        @Get("/tenant")
        String tenant() {
            return Tenants.require().id().value();
        }
    }

    @AfterEach
    void itIsTodayOutsideTheTest() {
        assertThat(here.instant()).isCloseTo(Instant.now(), within(Duration.ofDays(1)));
    }

    @Test
    void itIsThatDateHereAndInTheApplication(Tenant tenant) {
        assertThat(here.instant()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(get("/what/time")).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(get("/what/tenant")).isEqualTo(tenant.id().value());
    }

    @Test
    @AsOf("2031-02-03T04:05:06Z;mode=freeze")
    void takesTheMethodsWordBeforeTheClasses() {
        assertThat(get("/what/time")).isEqualTo("2031-02-03T04:05:06Z");
    }

    @Test
    @InTenant(kind = TenantKind.LIVE, permissions = Permission.TRAVEL)
    void aCustomerWithThePermissionSeesThatDateAndWritesNothing() {
        assertThat(get("/what/time")).isEqualTo("2030-01-01T00:00:00Z");
        assertRefused(HttpRequest.GET("/what/written"));
    }

    @Test
    @InTenant(kind = TenantKind.LIVE)
    void aCustomerWithoutThePermissionStays() {
        assertRefused(HttpRequest.GET("/what/time"));
    }

    private void assertRefused(HttpRequest<?> request) {
        assertThatExceptionOfType(HttpClientResponseException.class)
                .isThrownBy(() -> client.toBlocking().retrieve(request))
                .satisfies(refused -> assertThat(refused.getStatus().getCode()).isEqualTo(403));
    }

    @Test
    void aDateThatCannotBeReadIsNamedWithItsTest() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Soon.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(message(said -> said.startsWith("@AsOf(\"soon\") of void ")
                                && said.contains("AsOfTest$Soon.comes(), column 1: expected a date such as"))));
    }

    static class Soon {

        @Test
        @AsOf("soon")
        void comes() {}
    }

    private String get(String path) {
        return client.toBlocking().retrieve(HttpRequest.GET(path));
    }

    private static org.assertj.core.data.TemporalUnitOffset within(Duration distance) {
        return org.assertj.core.api.Assertions.within(distance.toSeconds(), java.time.temporal.ChronoUnit.SECONDS);
    }
}

package dev.nostage.resilience.micronaut;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not get through a guard may not go round it. */
final class UnguardedClientsIT {

    private static final CountingServer SERVER = new CountingServer();
    private static final EmbeddedServer APPLICATION = ApplicationContext.run(
            EmbeddedServer.class,
            Map.ofEntries(
                    entry("unguarded", true),
                    entry("micronaut.server.port", -1),
                    entry("micronaut.http.services.bank.url", SERVER.url()),
                    entry("micronaut.http.services.bank.path", "/bank"),
                    entry("micronaut.http.services.ledger.url", SERVER.url()),
                    entry("micronaut.http.services.ledger.path", "/ledger"),
                    entry("micronaut.http.services.mall.url", SERVER.url()),
                    entry("micronaut.http.services.mall.path", "mall"),
                    entry("micronaut.http.services.twin.url", SERVER.url()),
                    entry("micronaut.http.services.twin.path", "/bank"),
                    entry("micronaut.http.services.gateway.url", SERVER.url()),
                    entry("bank.address", SERVER.url() + "/bank"),
                    entry("ledger.address", SERVER.url() + "/ledger"),
                    entry("cards.address", SERVER.url() + "/cards"),
                    entry("nostage.downstreams.payments.effect", "financial"),
                    entry("nostage.downstreams.ledger.effect", "legacy"),
                    entry("nostage.downstreams.prices.effect", "internal")));
    private final ByHand byHand = APPLICATION.getApplicationContext().getBean(ByHand.class);

    private final int before = SERVER.connections();

    @AfterAll
    static void stop() {
        APPLICATION.close();
        SERVER.close();
    }

    @Test
    void aTestsCallByHandOfAGuardedServiceReachesNobody() {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, byHand::bank))
                .isInstanceOf(DownstreamRefusedException.class)
                .hasMessage(
                        "Service \"bank\" was called past the guard of downstream \"payments\", which is financial and not"
                                + " reached for tenant \"trial\", which is TEST: put @Downstream(\"payments\") on the class or"
                                + " method that makes the call");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bank/charge",
                "/bank",
                "//bank/charge",
                "/mall/../bank/charge",
                "/mall/%2e%2E/bank/charge",
                "/mall%2F..%2Fbank/charge",
                "/bank/..%2Fmall",
                "/%62ank/..%2Fmall",
                "/bank;v=1/charge",
                "/../bank/charge",
                "/cards/charge"
            })
    void norByItsAddress(String path) {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(SERVER.url() + path)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.2", "[::1]"})
    void norByAnotherNameOfThisMachine(String host) {
        String url = SERVER.url().replace("127.0.0.1", host) + "/bank/charge";

        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(url)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mall, /../bank/charge",
        "mall, /%2e%2e/bank/charge",
        "mall, /../cards/charge",
        "twin, /charge",
        "gateway, /bank/charge",
        "gateway, /BANK/charge",
        "Bank, /charge"
    })
    void norThroughAnotherServiceAtTheSameHost(String service, String path) {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.through(service, path)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThatThrownBy(() ->
                        Tenants.callAs(Probe.TRIAL, () -> byHand.through(service, SERVER.url() + "/bank/charge")))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached()).isZero();
    }

    @Test
    void whatIsGuardedBelowItIsItsOwn() {
        Rates rates = APPLICATION.getApplicationContext().getBean(Rates.class);

        assertThat(Tenants.callAs(Probe.TRIAL, rates::find)).isEqualTo("real");
        assertThat(Tenants.<String, RuntimeException>callAs(Probe.TRIAL, () -> byHand.through("gateway", "/other")))
                .isEqualTo("real");
        assertThat(reached()).isEqualTo(2);
    }

    @Test
    void whatIsGuardedAtItsAddressToo() {
        Balances balances = APPLICATION.getApplicationContext().getBean(Balances.class);

        assertThat(Tenants.callAs(Probe.TRIAL, balances::find)).isEqualTo("real");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/banking/charge", "/", "/mall/bank/charge", "/other/bank"})
    void whatOnlyResemblesItsAddressIsOpen(String path) {
        assertThat(Tenants.<String, RuntimeException>callAs(Probe.TRIAL, () -> byHand.anywhere(SERVER.url() + path)))
                .isEqualTo("real");
    }

    @Test
    void norByARedirect() {
        String own = "http://localhost:" + APPLICATION.getPort() + "/unguarded/redirect";
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(own)))
                .hasStackTraceContaining(DownstreamRefusedException.class.getName());
        assertThat(reached()).isZero();
    }

    @Test
    void norWithoutATenant() {
        assertThatThrownBy(byHand::bank)
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContainingAll("\"bank\"", "\"payments\"", "financial");
        assertThat(reached()).isZero();
    }

    @Test
    void aServiceOfTheDownstreamsNameIsItsOwn() {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.through("ledger", "/charge")))
                .isInstanceOf(DownstreamRefusedException.class)
                .hasMessageContaining("\"ledger\"");
        assertThat(reached()).isZero();
    }

    @Test
    void whoMayGetThroughMayGoRound() {
        assertThat(call(Probe.ACME)).isEqualTo("real");
        assertThat(reached()).isEqualTo(1);
    }

    @Test
    void aServiceThatOneOfItsClientsMayCallIsOpen() {
        assertThat(Tenants.<String, RuntimeException>callAs(Probe.TRIAL, () -> byHand.through("mall", "/charge")))
                .isEqualTo("real");
        assertThat(reached()).isEqualTo(1);
    }

    private int reached() {
        return SERVER.connections() - before;
    }

    private String call(Tenant tenant) {
        return Tenants.callAs(tenant, byHand::bank);
    }

    @Downstream("payments")
    @Client(id = "bank")
    @Requires(property = "unguarded")
    @Consumes(MediaType.TEXT_PLAIN)
    interface Payments {

        @Get("/charge")
        String charge();
    }

    @Downstream("payments")
    @Client("${cards.address}")
    @Requires(property = "unguarded")
    interface Cards {

        @Get("/charge")
        String charge();
    }

    @Downstream("payments")
    @Client("mall")
    @Requires(property = "unguarded")
    interface Till {

        @Get("/charge")
        String charge();
    }

    @Downstream("prices")
    @Client("mall")
    @Requires(property = "unguarded")
    interface Prices {

        @Get("/prices")
        String find();
    }

    @Downstream("prices")
    @Client("${bank.address}/rates")
    @Requires(property = "unguarded")
    @Consumes(MediaType.TEXT_PLAIN)
    interface Rates {

        @Get("/today")
        String find();
    }

    @Downstream("prices")
    @Client("${ledger.address}")
    @Requires(property = "unguarded")
    @Consumes(MediaType.TEXT_PLAIN)
    interface Balances {

        @Get("/balance")
        String find();
    }

    @Controller("/unguarded")
    @Requires(property = "unguarded")
    static class Redirecting {

        private final String address;

        Redirecting(@Value("${bank.address}") String address) {
            this.address = address;
        }

        @NoTenant(because = "it only says where to go")
        @Get("/redirect")
        HttpResponse<?> redirect() {
            return HttpResponse.seeOther(URI.create(address + "/charge"));
        }
    }
}

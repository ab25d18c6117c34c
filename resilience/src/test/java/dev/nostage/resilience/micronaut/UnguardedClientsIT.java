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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not get through a guard may not go round it. */
final class UnguardedClientsIT {

    private static final CountingServer SERVER = new CountingServer();
    private static final EmbeddedServer APPLICATION = start(SERVER);

    private final ByHand byHand = APPLICATION.getApplicationContext().getBean(ByHand.class);

    private final int before = SERVER.connections();

    private static EmbeddedServer start(CountingServer server) {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.ofEntries(
                        entry("unguarded", true),
                        entry("micronaut.server.port", -1),
                        entry("micronaut.http.services.bank.url", server.url()),
                        entry("micronaut.http.services.bank.path", "/bank"),
                        entry("micronaut.http.services.ledger.url", server.url()),
                        entry("micronaut.http.services.ledger.path", "/ledger"),
                        entry("micronaut.http.services.mall.url", server.url()),
                        entry("micronaut.http.services.mall.path", "mall"),
                        entry("micronaut.http.services.twin.url", server.url()),
                        entry("micronaut.http.services.twin.path", "/bank"),
                        entry("micronaut.http.services.gateway.url", server.url()),
                        entry("micronaut.http.services.listed.url", server.url()),
                        entry("micronaut.http.services.listed.path", "/bank/listed"),
                        entry("micronaut.http.services.compose.url", "http://pay_gateway:8080"),
                        entry("micronaut.http.services.remote.url", "https://bank.invalid"),
                        entry("micronaut.http.services.spaced.url", server.url()),
                        entry("micronaut.http.services.spaced.path", "/my%20bank"),
                        entry("bank.address", server.url() + "/bank"),
                        entry("ledger.address", server.url() + "/ledger"),
                        entry("cards.address", server.url() + "/cards"),
                        entry("nostage.downstreams.payments.effect", "financial"),
                        entry("nostage.downstreams.ledger.effect", "legacy"),
                        entry("nostage.downstreams.prices.effect", "internal")));
    }

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
                "/bank//../charge",
                "//bank//../charge",
                "/x%2F..;a%2Fb/bank/charge",
                "/%2562ank/charge",
                "/my%20bank/charge",
                "/bank/../mall",
                "/other/../bank;v=1/..;/mall",
                "/bank;%0a/charge",
                "/mall/..%5Cbank/charge",
                "/cards/charge",
                "/vault/reports",
                "/bank/listed/../charge",
                "/bank/LISTED",
                "/bank/listed;v=1"
            })
    void norByItsAddress(String path) {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(SERVER.url() + path)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "localhost.",
                "bank.localhost",
                "127.0.0.2",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "0x7f.1",
                "%6Cocalhost",
                "127.0.0%2E1",
                "someone@127.0.0.1",
                ""
            })
    void norByAnotherNameOfThisMachine(String host) {
        String url = SERVER.url().replace("127.0.0.1", host) + "/bank/charge";

        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(url)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pay_gateway:8080/charge",
                "http://pay_gateway:+8080/charge",
                "wss://bank.invalid/charge",
                "https://bank.invalid./charge",
                "https://BANK.invali%64/charge"
            })
    void norByAnotherSpellingOfItsHost(String url) {
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(url)))
                .isInstanceOf(DownstreamRefusedException.class);
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
        Vaults vaults = APPLICATION.getApplicationContext().getBean(Vaults.class);
        Rates rates = APPLICATION.getApplicationContext().getBean(Rates.class);

        assertThat(Tenants.callAs(Probe.TRIAL, rates::find)).isEqualTo("real");
        assertThat(Tenants.callAs(Probe.TRIAL, vaults::open)).isEqualTo("real");
        for (String path : List.of("/other", "/vault/prices/today", "/bank/listed/today")) {
            assertThat(Tenants.<String, RuntimeException>callAs(Probe.TRIAL, () -> byHand.through("gateway", path)))
                    .isEqualTo("real");
        }
        assertThat(reached()).isEqualTo(5);
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

    /** The framework resolves what stands in an annotation once for all applications of a process. */
    @Test
    void norByTheAddressThatASecondApplicationHas() {
        try (CountingServer other = new CountingServer();
                EmbeddedServer second = start(other)) {
            ByHand itsOwn = second.getApplicationContext().getBean(ByHand.class);

            assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> itsOwn.anywhere(other.url() + "/cards/charge")))
                    .isInstanceOf(DownstreamRefusedException.class);
            assertThat(other.connections()).isZero();
        }
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

    @Downstream("payments")
    @Client("compose")
    @Requires(property = "unguarded")
    interface Compose {

        @Get("/charge")
        String charge();
    }

    @Downstream("payments")
    @Client("spaced")
    @Requires(property = "unguarded")
    interface Spaced {

        @Get("/charge")
        String charge();
    }

    @Downstream("payments")
    @Client("remote")
    @Requires(property = "unguarded")
    interface Remote {

        @Get("/charge")
        String charge();
    }

    @Downstream("payments")
    @Client(id = "gateway", path = "/vault")
    @Requires(property = "unguarded")
    interface Vault {

        @Get("/charge")
        String charge();
    }

    @Downstream("prices")
    @Client(id = "gateway", path = "/vault/prices")
    @Requires(property = "unguarded")
    @Consumes(MediaType.TEXT_PLAIN)
    interface Vaults {

        @Get("/open")
        String open();
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

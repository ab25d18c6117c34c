package dev.nostage.testkit.service;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.testkit.Fault;
import dev.nostage.testkit.InTenant;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.test.annotation.MockBean;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way of calling somebody ends at a mock, and the mock does what it is told. */
@InTenant
@NostageTest(urls = "ledger=ledger.url")
@Property(name = "kiosk", value = "true")
@Property(name = "rates.url", value = "https://rates.example.com/v2")
@Property(name = "nostage.downstreams.payments.effect", value = "internal")
@Property(name = "nostage.downstreams.payments.retry.tries", value = "1")
@Property(name = "nostage.downstreams.rates.effect", value = "internal")
@Property(name = "nostage.downstreams.stock.effect", value = "internal")
@Property(name = "nostage.downstreams.ledger.effect", value = "internal")
class KioskTest {

    @Inject
    Kiosk.PaymentClient payer;

    @Inject
    Kiosk.RateClient rater;

    @Inject
    Kiosk.Stock store;

    @Inject
    Kiosk.Ledger bookkeeper;

    @Inject
    Kiosk.Hours hours;

    @Inject
    Downstreams downstreams;

    @MockBean(Kiosk.Hours.class)
    Kiosk.Hours hours() {
        return mock(Kiosk.Hours.class);
    }

    @Test
    void aClientByIdReachesTheMockOfItsDownstream(MockDownstream payments) {
        payments.stub(post("/payments").willReturn(okJson("{\"reference\":\"p-1\"}")));

        assertThat(payer.pay("{\"amount\":7}")).contains("p-1");
        payments.verify(postRequestedFor(urlEqualTo("/payments")).withRequestBody(equalTo("{\"amount\":7}")));
        assertThat(payments.requests()).extracting(LoggedRequest::getUrl).containsExactly("/payments");
        assertThatThrownBy(() -> payments.verify(2, postRequestedFor(urlEqualTo("/payments"))))
                .isInstanceOf(VerificationException.class);
    }

    @Test
    void aClientByUrlReachesTheMockOfItsDownstreamAndAsksForTheWholePath(@Named("rates") MockDownstream mocked) {
        mocked.stub(get("/v2/rates/USD").willReturn(okJson("{\"rate\":1}")));

        assertThat(rater.rate("USD")).isEqualTo("{\"rate\":1}");
    }

    @Test
    void anInjectedClientOfAGuardedBeanReachesTheMockOfItsDownstream(MockDownstream stock) {
        stock.stub(get("/stock/tea").willReturn(ok("12")));

        assertThat(store.of("tea")).isEqualTo("12");
    }

    @Test
    void whatLearnsItsAddressByAPropertyReachesTheMockOfItsDownstream() throws Exception {
        downstreams.get("ledger").stub(get("/entries/7").willReturn(ok("booked")));

        assertThat(bookkeeper.book("7")).isEqualTo("booked");
    }

    @Test
    void theApplicationCallsTheMockForTheTestsTenant(
            MockDownstream payments, Tenant tenant, TenantLifecycle lifecycle, @Client("/") HttpClient client) {
        payments.stub(get("/payments/7").willReturn(ok("paid")));

        assertThat(client.toBlocking().retrieve("/kiosk/payments/7")).isEqualTo("paid");
        assertThat(lifecycle.suspend(tenant.id()).status()).isEqualTo(TenantStatus.SUSPENDED);
    }

    @RepeatedTest(2)
    void whatWasRecordedAnswersInEachTest(MockDownstream rates) {
        assertThat(rater.rate("EUR")).isEqualTo("{\"rate\":1.25}");
        assertThat(rates.requests()).hasSize(1);
    }

    @Test
    void answersOfTheRealDownstreamAreRecordedAndReplayed(
            MockDownstream payments, MockDownstream stock, @TempDir Path folder) {
        Path file = folder.resolve("downstreams").resolve("payments.json");
        stock.stub(get("/payments/7").willReturn(okJson("{\"status\":\"paid\"}")));
        payments.record(URI.create(stock.url()), file, () -> payer.status("7"));
        payments.reset();

        payments.replay(file);

        assertThat(file).content().contains("/payments/7");
        assertThat(payer.status("7")).isEqualTo("{\"status\":\"paid\"}");
        stock.verify(1, getRequestedFor(urlEqualTo("/payments/7")));
    }

    @Test
    void aStubIsComparedWithAnAnswerThatCameFromTheMock(MockDownstream payments) {
        payments.stub(get("/payments/7").willReturn(ok("paid")));

        payments.demandAlike(() -> payer.status("7"), () -> "stubbed");

        assertThatThrownBy(() -> payments.demandAlike(() -> payer.status("7"), () -> 7))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("\"payments\"", "$: the downstream a string, the stub a number");
        assertThatThrownBy(() -> payments.demandAlike(() -> "paid", () -> "paid"))
                .hasMessageContaining("was not asked");
        assertThatThrownBy(() -> payments.demandAlike(() -> payer.status("7"), () -> payer.status("7")))
                .hasMessageContaining("asked the downstream itself");
    }

    @Test
    void theNetworkBeforeAMockFailsAndHeals(MockDownstream payments) {
        payments.stub(get("/payments/7").willReturn(ok("paid")));
        assertThat(payer.status("7")).isEqualTo("paid");

        payments.inject(Fault.reset());
        assertThatThrownBy(() -> payer.status("7")).isInstanceOf(HttpClientException.class);

        payments.heal();
        assertThat(payer.status("7")).isEqualTo("paid");
    }

    @Test
    void aBeanIsMockedAsEver(@Client("/") HttpClient client) {
        when(hours.isOpen()).thenReturn(false);

        assertThat(client.toBlocking().retrieve("/kiosk/door")).isEqualTo("closed");
    }

    @Nested
    class InANestedClass {

        @Test
        void theMocksAreThoseOfTheClassAround(MockDownstream payments) {
            payments.stub(get("/payments/8").willReturn(ok("paid")));

            assertThat(payer.status("8")).isEqualTo("paid");
            assertThat(payments).isSameAs(downstreams.get("payments"));
        }
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Propagation.Decision;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.ClientAttributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {

    private static final ApplicationContext APPLICATION = ApplicationContext.run(Map.of(
            "micronaut.http.services.pay.url", "http://pay_gateway:8080",
            "micronaut.http.services.here.url", "http://127.0.0.1:8081",
            "nostage.propagation.to", List.of("pay", "stock_room", "here")));

    private final Destinations destinations = APPLICATION.getBean(Destinations.class);

    @AfterAll
    static void stop() {
        APPLICATION.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://pay_gateway:8080/charge, pay, REQUIRED",
        "http://PAY_GATEWAY:8080/charge, pay, REQUIRED",
        "http://pay_gateway:8081/charge, pay_gateway, FORBIDDEN",
        "http://pay_gateway:charge/charge, pay_gateway, FORBIDDEN",
        "http://elsewhere:8080/charge, elsewhere, FORBIDDEN",
        "http://stock_room/charge, stock_room, REQUIRED",
        "http://2130706433/charge, 2130706433, FORBIDDEN"
    })
    void aHostThatJavaTakesForNoneIsOne(String address, String name, Decision decision) {
        assertThat(destinations.of(calledBy("pay", address))).isEqualTo(new Destinations.Destination(name, decision));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081/, here",
        "http://[::1]:8081/, here",
        "http://127.1:8081/, 127.1",
        "http://elsewhere.localhost:8081/, elsewhere.localhost",
        "http://localhost.:8081/, localhost.",
        "http://0x7f000001:8081/, 0x7f000001",
        "http://localhost:8082/, localhost"
    })
    void aServiceIsCalledOnlyWhereItsHostIsSurelyMeant(String address, String name) {
        assertThat(destinations.of(calledBy("here", address)).name()).isEqualTo(name);
    }

    @Test
    void anAddressWithoutAHostLeadsNowhere() {
        assertThat(destinations.depth("http://127.0.0.1:8081", null, HttpRequest.GET("/anything"), false))
                .isNegative();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8081, http://:8081/x, 0",
        "http://127.0.0.1:8081, http://elsewhere.localhost:8081/x, 0",
        "http://127.0.0.1:8081, http://0x7f.1:8081/x, 0",
        "http://127.0.0.1:8081, http://0x7f.1:8082/x, -1",
        "http://0.0.0.0:8081, http://localhost:8081/x, 0",
        "http://0.0.0.0:8081, http://localhost:8082/x, -1",
        "http://web.1:8081, http://localhost:8081/x, -1",
        "http://127.0.0.1:8081/my%20bank, http://127.0.0.1:8081/my%20bank/x, 1",
        "http://127.0.0.1:8081/100%25, http://127.0.0.1:8081/100%25/x, 1"
    })
    void aCallMayBeForWhateverItsAddressMayBeReadAs(String service, String address, int depth) {
        assertThat(destinations.depth(service, null, HttpRequest.GET(address), false))
                .isEqualTo(depth);
    }

    private static HttpRequest<?> calledBy(String service, String address) {
        MutableHttpRequest<?> request = HttpRequest.GET(address);
        ClientAttributes.setServiceId(request, service);
        return request;
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvents;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.junit.jupiter.api.Test;

final class FoundRouteTest {

    private final HttpRequest<?> request = HttpRequest.GET("/orders");
    private final RouteMatch<?> route = route();

    @Test
    void isThatOfTheExchange() {
        RouteAttributes.setRouteMatch(request, route);
        Exchange.begin(request, new WideEvents(event -> {}, Clock.systemUTC(), () -> 0), null);
        RouteAttributes.setRouteMatch(request, route());

        assertThat(FoundRoute.of(request)).isSameAs(route);
    }

    @Test
    void isThatOfTheRequestBeforeAnyExchange() {
        RouteAttributes.setRouteMatch(request, route);

        assertThat(FoundRoute.of(request)).isSameAs(route);
    }

    @Test
    void isNoneWhereNothingAnswers() {
        assertThat(FoundRoute.of(request)).isNull();
    }

    private static RouteMatch<?> route() {
        return (RouteMatch<?>) Proxy.newProxyInstance(
                RouteMatch.class.getClassLoader(), new Class<?>[] {RouteMatch.class}, (itself, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}

package dev.nostage.tenancy.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,                10.0.0.7",
        "::1,                     0:0:0:0:0:0:0:1",
        "[::1],                   0:0:0:0:0:0:0:1",
        "fe80::1%eth0,            fe80:0:0:0:0:0:0:1",
        "[fe80::1%3],             fe80:0:0:0:0:0:0:1",
        "0:0:0:0:0:ffff:a00:7,    10.0.0.7"
    })
    void isTheAddressThatTheContainerTells(String told, String address) {
        assertThat(peer(told, Map.of(), null)).map(InetAddress::getHostAddress).contains(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "localhost", "unknown", "_hidden", "a.example", "10.0.0", "10.0.0.7:80", "%", ".a:b"})
    void isUnknownWhereTheContainerTellsNoAddress(String told) {
        assertThat(peer(told, Map.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For | 10.0.0.7",
                "X-Forwarded-For | 10.0.0.7:4711",
                "X-Forwarded-For | 203.0.113.9, 10.0.0.7",
                "Forwarded       | for=10.0.0.7",
                "Forwarded       | for=\"10.0.0.7:4711\"",
                "Forwarded       | For = 10.0.0.7;proto=https",
                "Forwarded       | for=\"10.0.0.\\7\"",
                "Forwarded       | for=203.0.113.9, by=1.1.1.1;for=10.0.0.7"
            })
    void isUnknownWhereAHeaderMayHaveTakenItsPlace(String header, String value) {
        assertThat(peer("10.0.0.7", Map.of(header, value), null)).isEmpty();
    }

    @Test
    void isUnknownWhereAHeaderOfTheSixthVersionMayHaveTakenItsPlace() {
        assertThat(peer("[fe80::A]", Map.of("Forwarded", "for=\"[FE80::a]:4711\""), null))
                .isEmpty();
        assertThat(peer("fe80::a", Map.of("X-Forwarded-For", "[fe80::a]"), null))
                .isEmpty();
    }

    @Test
    void isUnknownWhereTomcatSaysThatItMayHaveChangedIt() {
        assertThat(peer("10.0.0.7", Map.of(), true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For | 203.0.113.9",
                "X-Forwarded-For | 10.0.0.77, 110.0.0.7",
                "Forwarded       | for=203.0.113.9;by=10.0.0.7;host=10.0.0.7"
            })
    void isTheProxyThatForwardsForOthers(String header, String value) {
        assertThat(peer("10.0.0.7", Map.of(header, value), null)).isPresent();
    }

    @Test
    void isNotWhatAFilterBeforeSays() {
        HttpServletRequest received = request("10.0.0.7", Map.of(), null);
        HttpServletRequest changed = new HttpServletRequestWrapper(new HttpServletRequestWrapper(received) {
            @Override
            public String getRemoteAddr() {
                return "203.0.113.9";
            }
        });

        assertThat(Peer.of(changed)).map(InetAddress::getHostAddress).contains("10.0.0.7");
    }

    private static Optional<InetAddress> peer(String told, Map<String, String> headers, Object changed) {
        return Peer.of(request(told, headers, changed));
    }

    private static HttpServletRequest request(String told, Map<String, String> headers, Object changed) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PeerTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> told;
                    case "getAttribute" -> arguments[0].equals("org.apache.tomcat.request.forwarded") ? changed : null;
                    case "getHeaders" ->
                        Collections.enumeration(Optional.ofNullable(headers.get((String) arguments[0])).stream()
                                .toList());
                    default -> throw new AssertionError(method);
                });
    }
}

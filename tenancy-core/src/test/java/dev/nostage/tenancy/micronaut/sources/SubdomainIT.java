package dev.nostage.tenancy.micronaut.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.micronaut.Web;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts as a server receives them. */
@MicronautTest
@Property(name = "nostage.tenancy.base-domains", value = "shop.example,eu.shop.example")
@Property(name = "micronaut.server.http-version", value = "2.0")
final class SubdomainIT {

    private static final String WHO = "/probe/who";

    @Inject
    EmbeddedServer server;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
    }

    @Test
    void namesATenantByTheHost() {
        assertThat(web.getAt("acme.shop.example", WHO).body()).isEqualTo("acme");
        assertThat(web.getAt("Globex.EU.shop.example.:8080", WHO).body()).isEqualTo("globex");
    }

    @Test
    void namesNoneByAnotherHostWhateverAProxySays() {
        for (String host : List.of("shop.example", "127.0.0.1:8080", "[::1]:8080", "acme.other.example")) {
            assertThat(web.getAt(
                                    host,
                                    WHO,
                                    "X-Forwarded-Host",
                                    "acme.shop.example",
                                    "Forwarded",
                                    "host=acme.shop.example")
                            .problem())
                    .as(host)
                    .isEqualTo("400 tenant-missing");
        }
    }

    @Test
    void refusesHostsThatCannotBeReadOrNameNobody() {
        assertThat(web.getAt("nobody.shop.example", WHO).problem()).isEqualTo("403 tenant-refused");
        assertThat(web.getAt("www.acme.shop.example", WHO).problem()).isEqualTo("400 tenant-malformed");
        assertThat(web.getAt("acm\u00e9.shop.example", WHO).problem()).startsWith("400 ");
        assertThat(web.getAt("acme.shop.example", WHO, "Host", "globex.shop.example")
                        .problem())
                .startsWith("400 ");
        assertThat(web.getAt("acme.shop.example", WHO, "Host", "acme.shop.example")
                        .problem())
                .startsWith("400 ");
    }

    /** The host is what counts, also beside an address that names another. */
    @Test
    void readsTheHostAndNotTheAddressOfARequest() {
        assertThat(web.raw(("GET http://globex.shop.example" + WHO
                                        + " HTTP/1.1\r\nConnection: close\r\nHost: acme.shop.example\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("acme");
    }

    @Test
    void readsTheAuthorityOfHttp2() {
        assertThat(new Http2(server).get(WHO, Map.of(":authority", "acme.shop.example:8080")))
                .isEqualTo("acme");
        assertThat(new Http2(server).get(WHO, Map.of(":authority", "shop.example")))
                .contains("tenant-missing");
        assertThat(new Http2(server).get(WHO, Map.of(":authority", "acme.shop.example", "host", "globex.shop.example")))
                .contains("tenant-malformed");
    }
}

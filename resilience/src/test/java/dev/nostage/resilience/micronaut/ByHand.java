package dev.nostage.resilience.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.util.Map;

/** Calls services with clients that nobody guards. */
@Singleton
@Requires(property = "unguarded")
class ByHand {

    private final HttpClient any;
    private final Map<String, HttpClient> clients;

    ByHand(
            @Client("/") HttpClient any,
            @Client("bank") HttpClient bank,
            @Client("Bank") HttpClient spelled,
            @Client("twin") HttpClient twin,
            @Client("ledger") HttpClient ledger,
            @Client("mall") HttpClient mall,
            @Client("gateway") HttpClient gateway) {
        this.any = any;
        clients =
                Map.of("bank", bank, "Bank", spelled, "twin", twin, "ledger", ledger, "mall", mall, "gateway", gateway);
    }

    String bank() {
        return through("bank", "/charge");
    }

    String through(String service, String path) {
        return clients.get(service).toBlocking().retrieve(path);
    }

    String anywhere(String url) {
        return any.toBlocking().retrieve(url);
    }
}

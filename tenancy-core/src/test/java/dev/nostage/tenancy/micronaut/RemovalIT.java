package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;

/** A tenant is removed from a server that works for it. */
@MicronautTest
@Property(name = "nostage.operator.token", value = OperatorIT.TOKEN)
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class RemovalIT {

    private static final String TENANT = "Tenant-Id";
    private static final String TENANTS = "/nostage/tenants";

    @Inject
    EmbeddedServer server;

    @Inject
    HeldController held;

    @Inject
    InFlight inFlight;

    @Inject
    TenantDirectory directory;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
        held.begun.drainPermits();
        held.letGo.drainPermits();
        held.pending = Sinks.one();
    }

    @Test
    void waitsForTheRequestsInFlightAndRefusesNewOnesAtOnce() throws Exception {
        operator("POST", TENANTS, "{\"id\":\"t-drain\",\"ttl\":\"1h\"}");
        var request = CompletableFuture.supplyAsync(() -> web.get("/held/blocking", TENANT, "t-drain"));
        begun();

        var removal = CompletableFuture.supplyAsync(() -> operator("DELETE", TENANTS + "/t-drain", ""));
        until(() -> web.get("/probe/who", TENANT, "t-drain").status() == 403);
        assertThat(removal).isNotDone();
        held.letGo.release();

        Answer receipt = removal.get(30, TimeUnit.SECONDS);
        assertThat(receipt.json().get("inFlight").intValue()).isZero();
        assertThat(receipt.json().get("residue").intValue()).isZero();
        assertThat(request.get(30, TimeUnit.SECONDS).body()).isEqualTo("let go");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/probe/who", "/probe/blocking/7", "/probe/exception", "/probe/error", "/nowhere", "/probe/call"
            })
    void countsNoRequestThatHasEnded(String path) {
        web.get(path, TENANT, "globex");

        until(() -> countOf("globex") == 0);
    }

    @Test
    void countsNoRequestWhoseCallerLeftItsStream() throws Exception {
        try (Socket caller = send("/held/stream")) {
            begun();
            assertThat(countOf("globex")).isEqualTo(1);
        }

        until(() -> countOf("globex") == 0);
    }

    /** Nobody cancels it: it may write as long as it runs. */
    @ParameterizedTest
    @ValueSource(strings = {"/held/blocking", "/held/pending"})
    void countsARequestWhoseCallerIsGoneWhileItsCodeRuns(String path) throws Exception {
        try (Socket caller = send(path)) {
            begun();
        }
        web.get("/probe/who", TENANT, "acme");
        assertThat(countOf("globex")).isEqualTo(1);

        held.letGo.release();
        held.pending.tryEmitValue("let go");
        until(() -> countOf("globex") == 0);
    }

    @Test
    void countsNoRequestWhoseStreamBroke() throws Exception {
        try (Socket caller = send("/held/broken-stream")) {
            caller.getInputStream().readAllBytes();
        }

        until(() -> countOf("globex") == 0);
    }

    @Test
    void removesALiveTenantOnlyIfItIsConfirmed() {
        operator("POST", TENANTS, "{\"id\":\"t-live\",\"kind\":\"LIVE\"}");

        for (String confirm : new String[] {"", "?confirm=", "?confirm=acme", "?confirm=T-LIVE"}) {
            Answer refusal = operator("DELETE", TENANTS + "/t-live" + confirm, "");
            assertThat(refusal.problem()).as(confirm).isEqualTo("409 removal-unconfirmed");
            assertThat(refusal.json().get("detail").textValue()).contains("?confirm=t-live");
        }
        assertThat(web.get("/probe/who", TENANT, "t-live").body()).isEqualTo("t-live");

        assertThat(operator("DELETE", TENANTS + "/t-live?confirm=t-live", "").status())
                .isEqualTo(200);
        assertThat(web.get("/probe/who", TENANT, "t-live").problem()).isEqualTo("403 tenant-refused");
    }

    private void begun() throws InterruptedException {
        assertThat(held.begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    private int countOf(String tenant) {
        Tenant found = directory.find(new TenantId(tenant)).orElseThrow();
        return inFlight.count(found);
    }

    private Socket send(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nTenant-Id: globex\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Answer operator(String method, String path, String body) {
        return web.send(method, path, body, "Authorization", "Bearer " + OperatorIT.TOKEN);
    }

    private static void until(BooleanSupplier done) {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(8));
            Thread.onSpinWait();
        }
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.CachedTenantDirectory;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The cache before a directory that the application brings. */
final class DirectoryCacheIT {

    @Test
    void asksTheApplicationsDirectoryOnceForManyRequests() {
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.directory-cache.time-to-live", "1h"))) {
            Web web = new Web(server);
            int before = BroughtDirectory.FINDS.get();

            IntStream.range(0, 5)
                    .forEach(i -> assertThat(
                                    web.get("/probe/who", "Tenant-Id", "acme").body())
                            .isEqualTo("acme"));
            IntStream.range(0, 5)
                    .forEach(i -> assertThat(
                                    web.get("/probe/who", "Tenant-Id", "nobody").problem())
                            .isEqualTo("403 tenant-refused"));

            assertThat(BroughtDirectory.FINDS.get() - before).isEqualTo(2);
        }
    }

    @Test
    void refusesATenantAtOnceThatIsSuspendedHere() {
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.directory-cache.time-to-live", "1h"))) {
            Web web = new Web(server);
            TenantLifecycle lifecycle = server.getApplicationContext().getBean(TenantLifecycle.class);
            assertThat(web.get("/probe/who", "Tenant-Id", "acme").status()).isEqualTo(200);

            lifecycle.suspend(new TenantId("acme"));
            assertThat(web.get("/probe/who", "Tenant-Id", "acme").problem()).isEqualTo("403 tenant-refused");
            lifecycle.resume(new TenantId("acme"));
            assertThat(web.get("/probe/who", "Tenant-Id", "acme").status()).isEqualTo(200);
        }
    }

    @Test
    void standsBeforeEachDirectoryButTheOneInMemoryUnlessItIsOff() {
        try (EmbeddedServer server = start(Map.of())) {
            assertThat(directory(server)).isInstanceOf(CachedTenantDirectory.class);
        }
        for (String off : List.of("size=0", "time-to-live=0s")) {
            String[] keyAndValue = off.split("=", -1);
            try (EmbeddedServer server =
                    start(Map.of("nostage.tenancy.directory-cache." + keyAndValue[0], keyAndValue[1]))) {
                assertThat(directory(server)).isInstanceOf(BroughtDirectory.class);
            }
        }
        try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class)) {
            assertThat(directory(server)).isInstanceOf(InMemoryTenantDirectory.class);
        }
    }

    @Test
    void isStoppedByBoundsThatCannotBe() {
        assertStopped("size", "many", "nostage.tenancy.directory-cache.size must be a whole number");
        assertStopped(
                "size", "-1", "nostage.tenancy.directory-cache.size must be a whole number from 0, and was \"-1\"");
        assertStopped("time-to-live", "soon", "nostage.tenancy.directory-cache.time-to-live must be a duration");
        assertStopped("time-to-live", "-1s", "nostage.tenancy.directory-cache.time-to-live must be a duration");
    }

    private static void assertStopped(String key, String value, String says) {
        assertThatThrownBy(() -> start(Map.of("nostage.tenancy.directory-cache." + key, value))
                        .close())
                .hasStackTraceContaining(says);
    }

    private static TenantDirectory directory(EmbeddedServer server) {
        return server.getApplicationContext().getBean(TenantDirectory.class);
    }

    private static EmbeddedServer start(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("spec.brought-directory", "true");
        all.put("nostage.tenancy.trusted-peers", "127.0.0.1");
        return ApplicationContext.run(EmbeddedServer.class, all);
    }
}

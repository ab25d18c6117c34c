package dev.nostage.tenancy.micronaut.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.CacheManager;
import io.micronaut.cache.SyncCache;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A removed tenant leaves nothing in the caches, and whoever has its id next finds nothing there. */
class CacheRemovalIT {

    private static final Key<String> CITY = Key.<String>local("city").separatingCaches(city -> city);
    private static final Instant LATER = Instant.parse("2126-11-21T00:00:00Z");

    private final ApplicationContext context =
            ApplicationContext.run(Map.of("other-caches", "true", "micronaut.caches.shop.maximum-size", 1000));
    private final TenantLifecycle tenants = context.getBean(TenantLifecycle.class);

    @AfterEach
    void end() {
        named("sealed").getExecutorService().shutdown();
        context.close();
    }

    @Test
    void emptiesTheCachesOfARemovedTenantWhateverElseMarksItsEntries() {
        Tenant leaver = tenants.open(Tenant.test("leaver", LATER));
        Tenant stayer = tenants.open(Tenant.test("stayer", LATER));
        Tenants.runAs(leaver, () -> {
            named("shop").put("one", "leaver's");
            named("shop").put("two", "leaver's");
            named("never-configured").put("one", "leaver's");
            RequestContext.current().with(CITY, "Oslo").run(() -> named("shop").put("one", "leaver's in Oslo"));
        });
        Tenants.runAs(stayer, () -> named("shop").put("one", "stayer's"));
        named("shop").put("one", "nobody's");

        RemovalReceipt receipt = tenants.remove(leaver.id());

        assertThat(receipt.stores()).contains(new StoreReceipt("caches", 4, 0));
        assertThat(Tenants.callAs(leaver, () -> named("shop").get("one", String.class)))
                .isEmpty();
        assertThat(Tenants.callAs(stayer, () -> named("shop").get("one", String.class)))
                .contains("stayer's");
        assertThat(named("shop").get("one", String.class)).contains("nobody's");
    }

    @Test
    void givesNothingToTheNextTenantOfAnIdEvenWhereKeysCannotBeListed() {
        Tenant leaver = tenants.open(Tenant.test("leaver", LATER));
        Tenants.runAs(leaver, () -> named("sealed").put("one", "the first one's"));
        RemovalReceipt receipt = tenants.remove(leaver.id());
        Tenant next = tenants.open(Tenant.test("leaver", LATER));

        assertThat(receipt.residue()).isZero();
        assertThat(Tenants.callAs(leaver, () -> named("sealed").get("one", String.class)))
                .contains("the first one's");
        assertThat(Tenants.callAs(next, () -> named("sealed").get("one", String.class)))
                .isEmpty();
    }

    private SyncCache<?> named(String name) {
        return context.getBean(CacheManager.class).getCache(name);
    }
}

package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.SharedCache;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hazard: a cache filled under a travelled date serves everyone. What was cached at one time is never served at another, and
 * what was cached on a journey to none who stays.
 */
final class CacheFilledOnAJourneyServesEveryoneIT {

    private static final Instant CHRISTMAS = Instant.parse("2126-12-25T00:00:00Z");
    private static final Instant EASTER = Instant.parse("2127-03-30T00:00:00Z");

    private final ApplicationContext context = ApplicationContext.run(Map.of("cached-time", "true"));
    private final TimeMachine timeMachine = context.getBean(TimeMachine.class);
    private final Clock clock = context.getBean(Clock.class);
    private final Prices prices = context.getBean(Prices.class);

    @AfterEach
    void end() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void separatesTimes(boolean shared) {
        Supplier<String> price = shared ? prices::shared : prices::own;

        String today = price.get();
        String atChristmas = at(AsOf.freeze(CHRISTMAS), price);
        String atEaster = at(AsOf.freeze(EASTER), price);

        assertThat(Stream.of(today, atChristmas, atEaster)).doesNotHaveDuplicates();
        assertThat(atChristmas).startsWith(CHRISTMAS.toString());
        assertThat(price.get()).isEqualTo(today);
        assertThat(at(AsOf.freeze(CHRISTMAS), price)).isEqualTo(atChristmas);
        assertThat(at(AsOf.freeze(EASTER), price)).isEqualTo(atEaster);
    }

    @Test
    void takesATimeThatFlowsForAnotherThanOneThatStandsStill() {
        String frozen = at(AsOf.freeze(CHRISTMAS), prices::own);
        String flowing = at(AsOf.flow(CHRISTMAS, EASTER), prices::own);

        assertThat(flowing).isNotEqualTo(frozen);
        assertThat(at(AsOf.flow(CHRISTMAS, EASTER), prices::own)).isEqualTo(flowing);
        assertThat(at(AsOf.flow(CHRISTMAS, CHRISTMAS), prices::own)).isNotEqualTo(flowing);
    }

    @Test
    void keepsForAJourneyWhatItCachedBeforeAMomentThatItFlowedOver() {
        Instant set = clock.instant();

        timeMachine.asOf(AsOf.flow(CHRISTMAS, set)).run(() -> {
            String before = prices.own();
            Instant moment = clock.instant();
            while (!clock.instant().isAfter(moment)) {
                Thread.onSpinWait();
            }
            assertThat(prices.own()).isEqualTo(before);
        });

        String kept = at(AsOf.flow(CHRISTMAS, set), prices::own);
        assertThat(at(AsOf.flow(CHRISTMAS.plusNanos(1), set), prices::own)).isNotEqualTo(kept);
        assertThat(prices.own()).isNotEqualTo(kept);
    }

    @Test
    void separatesTenantsAtOneTime() {
        String acmes = Tenants.callAs(Tenant.live("acme"), () -> at(AsOf.freeze(CHRISTMAS), prices::own));
        String globexes = Tenants.callAs(Tenant.live("globex"), () -> at(AsOf.freeze(CHRISTMAS), prices::own));
        String sharedWithAcme = Tenants.callAs(Tenant.live("acme"), () -> at(AsOf.freeze(CHRISTMAS), prices::shared));
        String sharedWithGlobex =
                Tenants.callAs(Tenant.live("globex"), () -> at(AsOf.freeze(CHRISTMAS), prices::shared));

        assertThat(globexes).isNotEqualTo(acmes);
        assertThat(sharedWithGlobex).isEqualTo(sharedWithAcme);
    }

    private String at(AsOf asOf, Supplier<String> price) {
        return timeMachine.asOf(asOf).call(price::get);
    }

    /** Caches what depends on the time, and knows nothing of journeys. */
    @Singleton
    @Requires(property = "cached-time")
    static class Prices {

        private final Clock clock;
        private final AtomicInteger made = new AtomicInteger();

        Prices(Clock clock) {
            this.clock = clock;
        }

        @Cacheable("own")
        String own() {
            return clock.instant() + " " + made.incrementAndGet();
        }

        @Cacheable("shared")
        @SharedCache(because = "a price list is the same for everybody")
        String shared() {
            return clock.instant() + " " + made.incrementAndGet();
        }
    }
}

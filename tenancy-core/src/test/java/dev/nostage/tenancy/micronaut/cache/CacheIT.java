package dev.nostage.tenancy.micronaut.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.CacheManager;
import io.micronaut.cache.SyncCache;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** One cache below all tenants, asked in every way there is: none finds what another put, nor loses what is its own. */
final class CacheIT {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static final ApplicationContext CONTEXT = ApplicationContext.run(Map.of(
            "caches", "true",
            "micronaut.caches.shop.maximum-size", 1000,
            "micronaut.caches.second.maximum-size", 1000,
            "micronaut.caches.rates.maximum-size", 1000,
            "micronaut.executors.io.type", "fixed",
            "micronaut.executors.io.n-threads", 1));
    private static final Shop SHOP = CONTEXT.getBean(Shop.class);
    private static final Rates RATES = CONTEXT.getBean(Rates.class);

    @SuppressWarnings("unchecked") // as it is injected: @Named("shop") SyncCache<?>
    private static final SyncCache<Object> INJECTED = CONTEXT.getBean(SyncCache.class, Qualifiers.byName("shop"));

    @SuppressWarnings("unchecked") // as it is injected: CacheManager<?>
    private static final SyncCache<Object> BY_NAME =
            ((CacheManager<Object>) CONTEXT.getBean(CacheManager.class)).getCache("shop");

    private final String key = "key " + KEYS.incrementAndGet();

    @AfterAll
    static void end() {
        CONTEXT.close();
    }

    static Stream<Named<BiFunction<Shop, String, String>>> ways() {
        return Stream.of(
                way("generator of the class", Shop::withTheClassesGenerator),
                way("generator of the method", Shop::withItsOwnGenerator),
                way("parameters", (shop, key) -> shop.withParameters(key, KEYS.get())),
                way("several caches", Shop::inSeveral),
                way("a cache that nobody configured", Shop::dynamic),
                way("atomic", Shop::atomic),
                way("optional", (shop, key) -> shop.optional(key).orElseThrow()),
                way("future", (shop, key) -> joined(shop.future(key))),
                way(
                        "future from elsewhere",
                        (shop, key) -> joined(shop.futureFromElsewhere(key).toCompletableFuture())),
                way("mono", (shop, key) -> shop.mono(key).block()),
                way(
                        "mono from elsewhere",
                        (shop, key) -> shop.monoFromElsewhere(key).block()),
                way("flux", (shop, key) -> only(shop.flux(key))),
                way("publisher from elsewhere", (shop, key) -> only(shop.publisherFromElsewhere(key))),
                way("injected", (shop, key) -> INJECTED.get(key, String.class, Shop::made)),
                way("injected, if absent", (shop, key) -> INJECTED.putIfAbsent(key, (Supplier<String>) Shop::made)),
                way("by name", (shop, key) -> BY_NAME.get(key, String.class, Shop::made)),
                way("async", (shop, key) -> joined(INJECTED.async().get(key, String.class, Shop::made))));
    }

    static Stream<Named<BiFunction<Shop, String, String>>> puts() {
        return Stream.of(
                way("put", Shop::put),
                way("put later", Shop::putLater),
                way("put twice", Shop::putTwice),
                way("future", (shop, key) -> joined(shop.putFuture(key))),
                way("future, later", (shop, key) -> joined(shop.putFutureLater(key))),
                way("mono", (shop, key) -> shop.putMono(key).block()),
                way("by hand", (shop, key) -> {
                    String made = Shop.made();
                    INJECTED.put("own:" + key, made);
                    return made;
                }),
                way("by hand, if absent", (shop, key) -> {
                    String made = Shop.made();
                    assertThat(INJECTED.putIfAbsent("own:" + key, made)).isEmpty();
                    return made;
                }),
                way("async", (shop, key) -> {
                    String made = Shop.made();
                    assertThat(joined(INJECTED.async().put("own:" + key, made))).isTrue();
                    return made;
                }),
                way("async, if absent", (shop, key) -> {
                    String made = Shop.made();
                    assertThat(joined(INJECTED.async().putIfAbsent("own:" + key, made)))
                            .isEmpty();
                    return made;
                }));
    }

    static Stream<Named<BiFunction<Shop, String, String>>> invalidations() {
        return Stream.of(
                way("one", (shop, key) -> done(() -> shop.forget(key))),
                way("one, later", (shop, key) -> done(() -> shop.forgetLater(key))),
                way("one, with a future", (shop, key) -> joined(shop.forgetWithFuture(key))),
                way("one, with a mono", (shop, key) -> shop.forgetWithMono(key).block()),
                way("one, by hand", (shop, key) -> done(() -> INJECTED.invalidate("own:" + key))),
                way(
                        "one, async",
                        (shop, key) -> joined(INJECTED.async().invalidate("own:" + key))
                                .toString()),
                way("all", (shop, key) -> done(shop::forgetAll)),
                way("all, later", (shop, key) -> done(shop::forgetAllLater)),
                way("all, with a future", (shop, key) -> joined(shop.forgetAllWithFuture())),
                way("all, with a mono", (shop, key) -> shop.forgetAllWithMono().block()),
                way("all, by hand", (shop, key) -> done(INJECTED::invalidateAll)),
                way(
                        "all, async",
                        (shop, key) -> joined(INJECTED.async().invalidateAll()).toString()));
    }

    static Stream<Named<BiFunction<Rates, String, String>>> shared() {
        return Stream.of(
                Named.of("sync", Rates::sync),
                Named.of("future", (rates, key) -> joined(rates.future(key))),
                Named.of("mono", (rates, key) -> rates.mono(key).block()),
                Named.of("late mono", (rates, key) -> rates.lateMono(key).block()),
                Named.of("nested", Rates::ofWhatTheShopCaches));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neverServesOneTenantWithTheValueOfAnother(BiFunction<Shop, String, String> way) throws Exception {
        String acmes = as(ACME, way);
        String globexes = as(GLOBEX, way);
        String nobodys = asNobody(way);

        assertThat(acmes).startsWith("acme ");
        assertThat(globexes).startsWith("globex ");
        assertThat(nobodys).startsWith("nobody ");
        assertThat(as(ACME, way)).isEqualTo(acmes);
        assertThat(as(GLOBEX, way)).isEqualTo(globexes);
        assertThat(asNobody(way)).isEqualTo(nobodys);
        assertThat(as(Elsewhere.MALLORY, way)).startsWith("mallory ");
    }

    @ParameterizedTest
    @MethodSource("puts")
    void putsForTheTenantAlone(BiFunction<Shop, String, String> put) throws Exception {
        String put1 = as(ACME, put);

        assertThat(as(GLOBEX, Shop::withTheClassesGenerator)).startsWith("globex ");
        assertThat(as(Elsewhere.MALLORY, Shop::withTheClassesGenerator)).startsWith("mallory ");
        assertThat(asNobody(Shop::withTheClassesGenerator)).startsWith("nobody ");
        assertThat(as(ACME, Shop::withTheClassesGenerator)).isEqualTo(put1);
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void invalidatesForTheTenantAlone(BiFunction<Shop, String, String> invalidation) throws Exception {
        String acmes = as(ACME, Shop::withTheClassesGenerator);
        String globexes = as(GLOBEX, Shop::withTheClassesGenerator);
        String mallorys = as(Elsewhere.MALLORY, Shop::withTheClassesGenerator);
        String nobodys = asNobody(Shop::withTheClassesGenerator);

        String unused = as(ACME, invalidation);

        assertThat(as(ACME, Shop::withTheClassesGenerator)).startsWith("acme ").isNotEqualTo(acmes);
        assertThat(as(GLOBEX, Shop::withTheClassesGenerator)).isEqualTo(globexes);
        assertThat(as(Elsewhere.MALLORY, Shop::withTheClassesGenerator)).isEqualTo(mallorys);
        assertThat(asNobody(Shop::withTheClassesGenerator)).isEqualTo(nobodys);
    }

    @Test
    void nobodyInvalidatesWhatIsNobodysAlone() throws Exception {
        String acmes = as(ACME, Shop::withTheClassesGenerator);
        String nobodys = asNobody(Shop::withTheClassesGenerator);

        SHOP.forgetAll();

        assertThat(as(ACME, Shop::withTheClassesGenerator)).isEqualTo(acmes);
        assertThat(asNobody(Shop::withTheClassesGenerator)).isNotEqualTo(nobodys);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void servesEverybodyWithWhatIsSharedAndIsMadeForNobody(BiFunction<Rates, String, String> shared) {
        String first = Tenants.callAs(ACME, () -> shared.apply(RATES, key));

        String second = Tenants.callAs(GLOBEX, () -> shared.apply(RATES, key));

        assertThat(first).startsWith("nobody ");
        assertThat(second).isEqualTo(first);
        assertThat(shared.apply(RATES, key)).isEqualTo(first);
    }

    @Test
    void invalidatesWhatIsSharedForEverybody() {
        String first = RATES.sync(key);
        Tenants.runAs(ACME, () -> RATES.forget(key));
        String second = RATES.sync(key);
        Tenants.runAs(GLOBEX, RATES::forgetAll);

        assertThat(second).isNotEqualTo(first);
        assertThat(RATES.sync(key)).isNotEqualTo(second);
    }

    @Test
    void lendsNobodysPassportToWhatIsShared() {
        Instant now = Instant.parse("2026-07-01T10:00:00Z");
        Passport passport = new Passport(
                "1", ACME.id(), ACME.kind(), 1, Set.of(Permission.TRAVEL), now, now, RequestContext.empty());

        RequestContext request = passport.context().with(Tenants.KEY, ACME);

        assertThat(request.call(() -> Passport.of(RequestContext.current()))).isPresent();
        assertThat(request.call(() -> RATES.passportOf(ACME))).isEqualTo("false");
    }

    @Test
    void letsWhoeverWaitsForWhatIsSharedBeWhoItWas() {
        Tenants.runAs(ACME, () -> {
            String continued = joined(RATES.future(key).thenApply(rate -> Shop.made()));
            assertThat(continued).startsWith("acme ");
            assertThat(RATES.mono("mono " + key).map(rate -> Shop.made()).block())
                    .startsWith("acme ");
            assertThat(RATES.cachesNothing()).startsWith("acme ");
        });
    }

    private String as(Tenant tenant, BiFunction<Shop, String, String> way) throws Exception {
        String answer = Tenants.callAs(tenant, () -> way.apply(SHOP, key));
        waitForWhatIsDoneLater();
        return answer;
    }

    private String asNobody(BiFunction<Shop, String, String> way) throws Exception {
        String answer = RequestContext.empty().call(() -> way.apply(SHOP, key));
        waitForWhatIsDoneLater();
        return answer;
    }

    /** The pool has one thread: what was handed to it before is done when this is. */
    private static void waitForWhatIsDoneLater() throws Exception {
        CONTEXT.getBean(ExecutorService.class, Qualifiers.byName(TaskExecutors.IO))
                .submit(() -> {})
                .get(30, TimeUnit.SECONDS);
    }

    private static Named<BiFunction<Shop, String, String>> way(String name, BiFunction<Shop, String, String> way) {
        return Named.of(name, way);
    }

    /** What was cached comes back as one list: so Micronaut answers for every publisher of many. */
    private static String only(Publisher<?> publisher) {
        Object last = Flux.from(publisher).blockLast();
        return last instanceof List<?> cached ? cached.get(0).toString() : String.valueOf(last);
    }

    private static String done(Runnable work) {
        work.run();
        return "";
    }

    private static <T> T joined(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}

package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CachedTenantDirectoryTest {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId NEW = new TenantId("new");
    private static final TenantId NOBODY = new TenantId("nobody");

    private final Tenant acme = Tenant.live("acme");
    private final Tenant suspended = acme.with(TenantStatus.SUSPENDED);
    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedDirectory database = new ScriptedDirectory(acme, Tenant.live("globex"));
    private final CachedTenantDirectory directory = cached(100);

    @Test
    void asksOnceForATenantUntilItsTimeIsOver() {
        assertThat(directory.find(ACME)).contains(acme);
        database.elsewhere(suspended);
        nanos.addAndGet(TIME_TO_LIVE.toNanos() - 1);
        assertThat(directory.find(ACME)).contains(acme);
        assertThat(database.finds()).isEqualTo(1);

        nanos.incrementAndGet();
        assertThat(directory.find(ACME)).contains(suspended);
        assertThat(database.finds()).isEqualTo(2);
    }

    @Test
    void asksOnceForAnIdThatNobodyHasUntilItsTimeIsOver() {
        assertThat(directory.find(NEW)).isEmpty();
        database.elsewhere(Tenant.live("new"));
        nanos.addAndGet(TIME_TO_LIVE.toNanos() - 1);
        assertThat(directory.find(NEW)).isEmpty();
        assertThat(database.finds()).isEqualTo(1);

        nanos.incrementAndGet();
        assertThat(directory.find(NEW)).contains(Tenant.live("new"));
    }

    @Test
    void doesNotLengthenATimeByAskingAgain() {
        directory.find(ACME);
        nanos.addAndGet(TIME_TO_LIVE.toNanos() - 1);
        directory.find(ACME);
        nanos.incrementAndGet();
        directory.find(ACME);

        assertThat(database.finds()).isEqualTo(2);
    }

    @Test
    void seesItsOwnChangesAtOnce() {
        directory.find(ACME);
        directory.find(NEW);

        assertThat(directory.replace(acme, suspended)).isTrue();
        assertThat(directory.add(Tenant.live("new"))).isTrue();

        assertThat(directory.find(ACME)).contains(suspended);
        assertThat(directory.find(NEW)).contains(Tenant.live("new"));
    }

    @Test
    void forgetsWhatTurnsOutToBeOldWhenAChangeIsNotMade() {
        directory.find(ACME);
        directory.find(NEW);
        database.elsewhere(suspended);
        database.elsewhere(Tenant.live("new"));

        assertThat(directory.replace(acme, acme.with(TenantStatus.REMOVING))).isFalse();
        assertThat(directory.add(Tenant.live("new"))).isFalse();

        assertThat(directory.find(ACME)).contains(suspended);
        assertThat(directory.find(NEW)).contains(Tenant.live("new"));
    }

    @Test
    void forgetsWhenNobodyKnowsWhetherAChangeWasMade() {
        directory.find(ACME);
        directory.find(NEW);
        database.afterChange(() -> {
            throw new IllegalStateException("the connection broke");
        });

        assertThatIllegalStateException().isThrownBy(() -> directory.replace(acme, suspended));
        assertThatIllegalStateException().isThrownBy(() -> directory.add(Tenant.live("new")));

        assertThat(directory.find(ACME)).contains(suspended);
        assertThat(directory.find(NEW)).contains(Tenant.live("new"));
    }

    @Test
    void remembersNoFailure() {
        database.afterFind(found -> {
            throw new IllegalStateException("the connection broke");
        });
        assertThatIllegalStateException().isThrownBy(() -> directory.find(ACME));
        assertThatIllegalStateException().isThrownBy(() -> directory.find(NOBODY));

        database.afterFind(found -> found);
        assertThat(directory.find(ACME)).contains(acme);
        assertThat(directory.find(NOBODY)).isEmpty();
    }

    @Test
    void keepsItsTenantsWhateverIdsAreTriedOut() {
        CachedTenantDirectory small = cached(2);
        small.find(ACME);
        small.find(new TenantId("globex"));

        IntStream.range(0, 1000).forEach(i -> small.find(new TenantId("tried-" + i)));

        int before = database.finds();
        small.find(ACME);
        small.find(new TenantId("globex"));
        assertThat(database.finds()).isEqualTo(before);
    }

    @Test
    void remembersNoMoreThanItMay() {
        CachedTenantDirectory small = cached(3);
        List<TenantId> ids =
                IntStream.range(0, 50).mapToObj(i -> new TenantId("t-" + i)).toList();
        ids.forEach(small::find);
        ids.forEach(small::find);
        assertThat(database.finds()).isGreaterThanOrEqualTo(50 + 47);

        ids.forEach(id -> database.elsewhere(Tenant.live(id.value())));
        nanos.addAndGet(TIME_TO_LIVE.toNanos());
        int before = database.finds();
        ids.forEach(small::find);
        ids.forEach(small::find);
        assertThat(database.finds() - before).isGreaterThanOrEqualTo(50 + 47);
    }

    @Test
    void asksOnceForAllWhoAskAtOnce() throws Exception {
        for (TenantId id : List.of(ACME, NOBODY)) {
            int before = database.finds();
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            database.afterFind(found -> {
                asked.countDown();
                await(answer);
                return found;
            });
            Thread first = started(() -> directory.find(id));
            await(asked);
            List<Thread> others = Stream.generate(() -> started(() -> directory.find(id)))
                    .limit(8)
                    .toList();
            others.forEach(CachedTenantDirectoryTest::untilItWaitsOrEnds);
            answer.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }

            assertThat(database.finds() - before).as(id.value()).isEqualTo(1);
        }
    }

    /** A reader has read what was there before a change, and comes to remember it after the change. */
    @Test
    void revivesNothingThatWasReadBeforeAChange() throws Exception {
        for (TenantId id : List.of(ACME, NEW)) {
            CountDownLatch read = new CountDownLatch(1);
            CountDownLatch remember = new CountDownLatch(1);
            database.afterFind(found -> {
                read.countDown();
                await(remember);
                return found;
            });
            CountDownLatch changed = new CountDownLatch(1);
            database.afterChange(changed::countDown);
            Thread reader = started(() -> directory.find(id));
            await(read);
            Thread changing = started(() -> {
                if (id.equals(ACME)) {
                    directory.replace(acme, suspended);
                } else {
                    directory.add(Tenant.live("new"));
                }
            });
            await(changed);
            untilItWaitsOrEnds(changing);
            remember.countDown();
            reader.join();
            changing.join();
            database.afterFind(found -> found);

            assertThat(directory.find(id)).as(id.value()).isEqualTo(database.find(id));
        }
    }

    @Test
    void tellsWhatIsStoredNowWhereThatIsAskedFor() {
        directory.find(ACME);
        database.elsewhere(suspended);

        assertThat(directory.findNow(ACME)).contains(suspended);
    }

    @Test
    void saysHowOldItsAnswersMayBe() {
        assertThat(directory.staleness()).isEqualTo(TIME_TO_LIVE);
        assertThat(new InMemoryTenantDirectory(List.of()).staleness()).isZero();
    }

    @Test
    void standsBeforeADirectoryOnlyWhereItIsOfUse() {
        InMemoryTenantDirectory inMemory = new InMemoryTenantDirectory(List.of());

        assertThat(over(database, 1, TIME_TO_LIVE)).isInstanceOf(CachedTenantDirectory.class);
        assertThat(over(database, 0, TIME_TO_LIVE)).isSameAs(database);
        assertThat(over(database, 1, Duration.ZERO)).isSameAs(database);
        assertThat(over(inMemory, 1, TIME_TO_LIVE)).isSameAs(inMemory);
        assertThat(over(directory, 1, TIME_TO_LIVE)).isSameAs(directory);
    }

    @Test
    void remembersNothingWhereThatIsWished() {
        TenantDirectory forgetful =
                new CachedTenantDirectory(database, new DirectoryCacheOptions(0, TIME_TO_LIVE), nanos::get);
        forgetful.find(ACME);
        forgetful.find(ACME);

        assertThat(database.finds()).isEqualTo(2);
        assertThat(forgetful.staleness()).isZero();
    }

    @Test
    void hasNoNegativeBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectoryCacheOptions(-1, TIME_TO_LIVE));
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectoryCacheOptions(1, Duration.ofMinutes(61)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectoryCacheOptions(1, Duration.ofNanos(-1)))
                .withMessageContaining("nostage.tenancy.directory-cache");
    }

    private CachedTenantDirectory cached(int size) {
        return new CachedTenantDirectory(database, new DirectoryCacheOptions(size, TIME_TO_LIVE), nanos::get);
    }

    private TenantDirectory over(TenantDirectory directory, int size, Duration timeToLive) {
        return CachedTenantDirectory.over(directory, new DirectoryCacheOptions(size, timeToLive), nanos::get);
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static void untilItWaitsOrEnds(Thread thread) {
        long begin = System.nanoTime();
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(60));
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

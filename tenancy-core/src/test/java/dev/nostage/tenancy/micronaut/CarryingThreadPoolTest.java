package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stands in for a pool: whatever is asked of it is asked of the pool, and its own inheritance does nothing. */
final class CarryingThreadPoolTest {

    @Test
    void handsOnEveryMethodOfThePool() {
        for (Class<?> type :
                List.of(ScheduledThreadPoolExecutor.class, ThreadPoolExecutor.class, AbstractExecutorService.class)) {
            assertThat(Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers())))
                    .allMatch(CarryingThreadPoolTest::isHandedOn);
        }
    }

    @Test
    void keepsASubclassAtWork() throws Exception {
        StringBuilder seen = new StringBuilder();
        ThreadPoolExecutor own = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            protected void terminated() {
                seen.append("its own end");
            }
        };
        ThreadPoolExecutor bean = CarryingThreadPool.over(own, own);

        String who = Tenants.callAs(
                Tenant.live("acme"),
                () -> bean.submit(() -> Tenants.require().id().value()).get());
        bean.setCorePoolSize(0);
        bean.shutdown();

        assertThat(who).isEqualTo("acme");
        assertThat(own.getCorePoolSize()).isZero();
        assertThat(bean.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bean.getCompletedTaskCount()).isEqualTo(1);
        assertThat(seen).hasToString("its own end");
    }

    @Test
    void isNotPutOverAnother() {
        var pool = over(plain());
        var scheduled = (ScheduledThreadPoolExecutor) over(new ScheduledThreadPoolExecutor(0));

        assertThat(over(pool)).isSameAs(pool);
        assertThat(over(scheduled)).isSameAs(scheduled);
        assertThat(CarryingScheduler.over(CarryingScheduler.over(scheduled))).isInstanceOf(CarryingScheduler.class);
    }

    @Test
    void doesNotScheduleWhereThePoolCannot() {
        var pool = (ScheduledThreadPoolExecutor) over(plain());

        assertThatThrownBy(() -> pool.schedule(() -> {}, 0, TimeUnit.SECONDS))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageEndingWith("is no scheduler: declare its bean as ScheduledThreadPoolExecutor");
        assertThatThrownBy(() -> pool.setRemoveOnCancelPolicy(true)).isInstanceOf(RejectedExecutionException.class);
    }

    private static ThreadPoolExecutor over(ThreadPoolExecutor pool) {
        return CarryingThreadPool.over(pool, pool);
    }

    private static ThreadPoolExecutor plain() {
        return new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    private static boolean isHandedOn(Method method) {
        return Arrays.stream(CarryingThreadPool.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}

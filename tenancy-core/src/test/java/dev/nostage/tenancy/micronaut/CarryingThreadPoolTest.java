package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stands in for a pool: whatever is asked of it is asked of the pool, and its own inheritance does nothing. */
@SuppressWarnings("FutureReturnValueIgnored") // what is handed over is waited for by other means
final class CarryingThreadPoolTest {

    @ParameterizedTest
    @ValueSource(classes = {CarryingThreadPool.class, CarryingScheduledThreadPool.class})
    void handsOnEveryMethodOfThePool(Class<?> standIn) {
        for (Class<?> type :
                List.of(standIn.getSuperclass(), ThreadPoolExecutor.class, AbstractExecutorService.class)) {
            assertThat(Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers())))
                    .allMatch(method -> declares(standIn, method));
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
        ThreadPoolExecutor bean = CarryingThreadPool.over(own);

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
        var pool =
                CarryingThreadPool.over(new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()));
        var scheduled = CarryingScheduledThreadPool.over(new ScheduledThreadPoolExecutor(0));

        assertThat(CarryingThreadPool.over(pool)).isSameAs(pool);
        assertThat(CarryingScheduledThreadPool.over(scheduled)).isSameAs(scheduled);
        assertThat(CarryingScheduler.over(CarryingScheduler.over(scheduled))).isInstanceOf(CarryingScheduler.class);
    }

    private static boolean declares(Class<?> standIn, Method method) {
        return Arrays.stream(standIn.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}

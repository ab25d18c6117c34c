package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.scheduling.instrument.InstrumentedExecutor;
import io.micronaut.scheduling.instrument.InstrumentedExecutorService;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets executor beans carry the context, whatever of the JDK's types they are declared as. */
@Singleton
final class ExecutorBeans implements BeanCreatedEventListener<Executor>, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorBeans.class);

    private static final Set<Class<?>> REPLACEABLE =
            Set.of(Executor.class, ExecutorService.class, ScheduledExecutorService.class);

    @Override
    public Executor onCreated(BeanCreatedEvent<Executor> event) {
        Class<?> declared = event.getBeanDefinition().getBeanType();
        Executor bean = event.getBean();
        if (REPLACEABLE.contains(declared)) {
            return carrying(bean);
        }
        if (declared == ThreadPoolExecutor.class || declared == ScheduledThreadPoolExecutor.class) {
            return CarryingThreadPool.over((ThreadPoolExecutor) bare(bean), (ExecutorService) bean);
        }
        if (!declared.isInstance(bean)) {
            bean = bare(bean);
        }
        if (bean instanceof ThreadPoolExecutor || bean instanceof ForkJoinPool) {
            LOG.warn(
                    "The executor bean {} is declared as {}, which nothing that carries the request context can stand"
                            + " in for: its work has no tenant. Declare it as ExecutorService, or wrap it where it is"
                            + " used with RequestContext.wrap",
                    event.getBeanIdentifier(),
                    declared.getName());
        }
        return bean;
    }

    /** The bean below all that others have put around it, as metrics do even where its type does not allow for it. */
    private static Executor bare(Executor bean) {
        return bean instanceof InstrumentedExecutor around ? bare(around.getTarget()) : bean;
    }

    private static Executor carrying(Executor bean) {
        if (bean instanceof ScheduledExecutorService scheduler) {
            return CarryingScheduler.over(scheduler);
        }
        return bean instanceof InstrumentedExecutorService ? bean : RequestContext.wrap(bean);
    }

    /** After Micronaut, which wraps what is declared as an {@link ExecutorService}: that is not wrapped again. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

package dev.nostage.context;

import io.micronaut.core.propagation.PropagatedContext;
import java.util.concurrent.Executor;

/** Binds to each piece of work what was propagated where it was handed in. */
final class CarryingExecutor implements Executor {

    private final Executor pool;

    private CarryingExecutor(Executor pool) {
        this.pool = pool;
    }

    static CarryingExecutor over(Executor pool) {
        return pool instanceof CarryingExecutor already ? already : new CarryingExecutor(pool);
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(PropagatedContext.getOrEmpty().wrap(work));
    }

    @Override
    public String toString() {
        return "Carrying[" + pool + "]";
    }
}

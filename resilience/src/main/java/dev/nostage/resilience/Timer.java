package dev.nostage.resilience;

/** Does something later and holds no thread until then. */
@FunctionalInterface
public interface Timer {

    /**
     * @param nanos how much later, of machine time
     * @param work short, and never throws
     * @return calls it off, if it has not begun
     */
    Runnable after(long nanos, Runnable work);
}

package dev.nostage.benchmarks;

/** What is held of the heap once the garbage is gone. */
final class HeapUse {

    private HeapUse() {}

    static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

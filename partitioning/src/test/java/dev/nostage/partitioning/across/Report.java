package dev.nostage.partitioning.across;

import dev.nostage.partitioning.AcrossTenants;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

@Singleton
class Report {

    @AcrossTenants(because = "the month's \"report\"")
    <T> T over(Supplier<T> work) {
        return work.get();
    }

    @AcrossTenants(because = "a report for later")
    CompletionStage<String> later() {
        return CompletableFuture.completedFuture("late");
    }
}

package dev.nostage.partitioning.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams and stages; of publishers {@link BoundPublisherTest} tells. */
final class AskerTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final CrossTenantException REFUSAL = new CrossTenantException("Ledger", "no");

    private final RepositoryWall wall = new RepositoryWall(new SecurityLog(() -> 0));
    private final Asker asker = Tenants.callAs(ACME, () -> Asker.of(wall, "Ledgers.find"));

    private CompletableFuture<String> bound(CompletableFuture<String> stage) {
        return asker.bind(stage);
    }

    @Test
    void isATenant() {
        assertThatThrownBy(() -> Asker.of(wall, "Ledgers.find")).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void showsAStreamsElementsToTheOneWhoAsked() {
        Iterator<String> items = asker.bind(Stream.of("a", "b")).iterator();
        Tenants.runAs(ACME, () -> assertThat(items.next()).isEqualTo("a"));
        Tenants.runAs(GLOBEX, () -> assertThatThrownBy(items::next).isInstanceOf(CrossTenantException.class));
        assertThatThrownBy(items::next).isInstanceOf(TenantMissingException.class);
        Tenants.runAs(ACME, () -> {
            assertThat(items.next()).isEqualTo("b");
            assertThat(items.hasNext()).isFalse();
        });
    }

    @Test
    void closesAStreamForAnybody() {
        AtomicBoolean closed = new AtomicBoolean();
        asker.bind(Stream.of("a").onClose(() -> closed.set(true))).close();
        assertThat(closed).isTrue();
    }

    @Test
    void keepsAStreamInOnePieceAndInItsOrder() {
        Spliterator<Integer> items = asker.bind(Stream.of(3, 1, 2).sorted()).spliterator();
        assertThat(items.hasCharacteristics(Spliterator.ORDERED)).isTrue();
        assertThat(items.characteristics() & (Spliterator.SORTED | Spliterator.SIZED | Spliterator.SUBSIZED))
                .isZero();
        assertThat(items.estimateSize()).isEqualTo(3);
        Spliterator<Integer> part = items.trySplit();
        assertThat(part).isNull();
        assertThat(Tenants.callAs(
                        ACME, () -> asker.bind(Stream.of(3, 1, 2).sorted()).toList()))
                .containsExactly(1, 2, 3);
    }

    /** Every way to look at a stage. */
    private interface Look {
        Object at(CompletableFuture<String> stage) throws Exception;
    }

    private static final List<Look> LOOKS = List.of(
            CompletableFuture::join,
            CompletableFuture::get,
            stage -> stage.get(60, TimeUnit.SECONDS),
            stage -> stage.getNow("none"),
            stage -> ((BoundFuture<String>) stage).resultNow(),
            stage -> stage.toCompletableFuture().join(),
            stage -> stage.thenApply(found -> found).join(),
            stage -> CompletableFuture.completedFuture("")
                    .thenCombine(stage, (one, other) -> other)
                    .join());

    @Test
    void showsAStagesValueToTheOneWhoAskedWhicheverWayItIsTaken() throws Exception {
        CompletableFuture<String> stage = bound(CompletableFuture.completedFuture("row"));
        for (Look look : LOOKS) {
            assertThat(Tenants.callAs(ACME, () -> look.at(stage))).isEqualTo("row");
            assertThatThrownBy(() -> Tenants.callAs(GLOBEX, () -> look.at(stage)))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> look.at(stage)).isInstanceOf(TenantMissingException.class);
        }
    }

    @Test
    void waitsForAStageAsLongAsItWasTold() {
        CompletableFuture<String> never = bound(new CompletableFuture<>());
        Tenants.runAs(ACME, () -> {
            assertThatThrownBy(() -> never.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(never.getNow("none")).isEqualTo("none");
        });
    }

    @Test
    void runsWhatIsChainedForTheOneWhoAsked() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> chained = Tenants.callAs(
                ACME,
                () -> bound(stage)
                        .thenApply(found -> found + Tenants.require().id().value()));
        stage.complete("row of ");
        assertThat(chained.join()).isEqualTo("row of acme");
    }

    @Test
    void tellsWhatAStageFailedWith() {
        IllegalStateException failure = new IllegalStateException("lost");
        Exception checked = new Exception("checked");
        assertThat(failureOf(failure)).isSameAs(failure);
        assertThat(failureOf(checked)).isSameAs(checked);
        assertThat(failureOf(new CompletionException(failure))).isSameAs(failure);
        assertThat(failureOf(new IllegalStateException(REFUSAL))).isSameAs(REFUSAL);
        assertThat(failureOf(new CompletionException(new IllegalStateException(REFUSAL))))
                .isSameAs(REFUSAL);
        assertThat(failureOf(new CompletionException("no cause", null))).hasMessage("no cause");
    }

    private Throwable failureOf(Throwable failure) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> bound = bound(stage);
        stage.completeExceptionally(failure);
        return Tenants.callAs(ACME, () -> bound.handle((found, failed) -> failed))
                .join();
    }
}

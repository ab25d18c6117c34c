package dev.nostage.partitioning.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What goes back and forth between a source and its reader, signal by signal. */
final class BoundPublisherTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final CrossTenantException REFUSAL = new CrossTenantException("Ledger", "no");

    private final List<String> signals = new ArrayList<>();
    private final Asker asker =
            Tenants.callAs(ACME, () -> Asker.of(new RepositoryWall(new SecurityLog(() -> 0)), "Ledgers.find"));

    private Subscriber<? super String> inside;
    private Subscription demand;

    private void signal(String what) {
        signals.add(what + " as "
                + Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody"));
    }

    private List<String> heard() {
        List<String> heard = List.copyOf(signals);
        signals.clear();
        return heard;
    }

    private final Publisher<String> source = subscriber -> {
        signal("subscribed");
        inside = subscriber;
    };

    private final Subscriber<String> reader = new Subscriber<>() {
        @Override
        public void onSubscribe(Subscription subscription) {
            signal("opened");
            demand = subscription;
        }

        @Override
        public void onNext(String element) {
            signal(element);
        }

        @Override
        public void onError(Throwable failure) {
            signal(failure instanceof CrossTenantException ? "refused" : failure.getMessage());
        }

        @Override
        public void onComplete() {
            signal("completed");
        }
    };

    private final Subscription subscription = new Subscription() {
        @Override
        public void request(long count) {
            signal("asked for " + count);
        }

        @Override
        public void cancel() {
            signal("cancelled");
        }
    };

    private void open() {
        Tenants.runAs(ACME, () -> asker.bind(source).subscribe(reader));
        inside.onSubscribe(subscription);
        heard();
    }

    @Test
    void readsForTheOneWhoAskedWhoeverDelivers() {
        Tenants.runAs(ACME, () -> asker.bind(source).subscribe(reader));
        inside.onSubscribe(subscription);
        demand.request(2);
        inside.onNext("a");
        Tenants.runAs(ACME, () -> inside.onNext("b"));
        inside.onComplete();
        assertThat(heard())
                .containsExactly(
                        "subscribed as acme",
                        "opened as acme",
                        "asked for 2 as acme",
                        "a as acme",
                        "b as acme",
                        "completed as acme");
    }

    @Test
    void isNotSubscribedToByAnotherTenantOrNobody() {
        Tenants.runAs(GLOBEX, () -> asker.bind(source).subscribe(reader));
        assertThat(heard()).containsExactly("opened as globex", "refused as globex");
        demand.request(1);
        demand.cancel();
        asker.bind(source).subscribe(reader);
        assertThat(heard()).hasSize(2).first().isEqualTo("opened as nobody");
    }

    @Test
    void endsWhereAnotherTenantAsksForMore() {
        open();
        Tenants.runAs(GLOBEX, () -> demand.request(1));
        assertThat(heard()).containsExactly("cancelled as globex", "refused as globex");
        endedForGood();
    }

    @Test
    void endsWhereAnElementArrivesForAnotherTenant() {
        open();
        Tenants.runAs(GLOBEX, () -> inside.onNext("secret"));
        assertThat(heard()).containsExactly("cancelled as globex", "refused as globex");
        Tenants.runAs(GLOBEX, () -> inside.onNext("secret"));
        assertThat(heard()).containsExactly("cancelled as globex");
        endedForGood();
    }

    @Test
    void saysNothingMoreAfterItsEnd() {
        open();
        inside.onComplete();
        assertThat(heard()).containsExactly("completed as acme");
        endedForGood();
        open();
        inside.onError(new IllegalStateException("lost"));
        assertThat(heard()).containsExactly("lost as acme");
        endedForGood();
    }

    private void endedForGood() {
        inside.onNext("more");
        inside.onComplete();
        inside.onError(new IllegalStateException("late"));
        assertThat(heard()).isEmpty();
    }

    @Test
    void tellsTheRefusalThatAFailureWraps() {
        open();
        inside.onError(new IllegalStateException("wrapped", REFUSAL));
        assertThat(heard()).containsExactly("refused as acme");
        open();
        inside.onError(new Exception("checked"));
        assertThat(heard()).containsExactly("checked as acme");
    }

    @Test
    void isCancelledByAnybody() {
        open();
        Tenants.runAs(GLOBEX, () -> demand.cancel());
        assertThat(heard()).containsExactly("cancelled as globex");
    }

    @Test
    void waitsForASourceThatIsNotOpenYet() {
        Tenants.runAs(ACME, () -> asker.bind(source).subscribe(reader));
        Subscription early = (Subscription) inside;
        heard();
        early.request(1);
        early.cancel();
        assertThat(heard()).isEmpty();
    }
}

package dev.nostage.tenancy.micronaut.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.Outcome;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestTimersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final WideEvents events = new WideEvents(new RequestTimers(registry, 50), Clock.systemUTC(), nanos::get);

    @Test
    void timesARequestByKindRouteOutcomeAndTenant() {
        WideEvent event = events.open()
                .note("kind", "LIVE")
                .note("tenant", "acme")
                .note("route", "/orders/{id}")
                .note("status", 201);
        nanos.addAndGet(3_000_000);
        events.close(event);

        assertThat(registry.get("nostage.requests")
                        .tags("kind", "LIVE", "route", "/orders/{id}", "outcome", "SUCCESS", "tenant", "acme")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(3);
    }

    @Test
    void saysWhatARequestIsNotToo() {
        request(event -> event.note("status", 404));
        events.close(events.open(), Outcome.CANCELLED);

        assertThat(values("outcome")).containsExactlyInAnyOrder("CLIENT_ERROR", "CANCELLED");
        assertThat(values("route")).containsExactly("unmatched");
        assertThat(values("kind")).containsExactly("none");
        assertThat(values("tenant")).containsExactly("none");
    }

    @Test
    void tellsTheFirstLiveTenantsApartAndNoMoreHoweverManyThereAre() {
        IntStream.range(0, 10_000).parallel().forEach(i -> requestOf("LIVE", "tenant-" + i));

        assertThat(values("tenant")).hasSize(51).contains("other");
        assertThat(registry.getMeters()).hasSize(51);
        assertThat(registry.find("nostage.requests").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum())
                .isEqualTo(10_000);
    }

    @Test
    void keepsATenantsLabelForAsLongAsTheProcessLives() {
        requestOf("LIVE", "acme");
        IntStream.range(0, 1000).forEach(i -> requestOf("LIVE", "tenant-" + i));
        requestOf("LIVE", "acme");

        assertThat(registry.get("nostage.requests")
                        .tag("tenant", "acme")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void givesNoPlaceToTenantsThatComeAndGo() {
        IntStream.range(0, 100).forEach(i -> requestOf(i % 2 == 0 ? "TEST" : "SYNTHETIC", "test-" + i));
        requestOf("LIVE", "acme");

        assertThat(values("tenant")).containsExactlyInAnyOrder("other", "acme");
        assertThat(values("kind")).containsExactlyInAnyOrder("TEST", "SYNTHETIC", "LIVE");
    }

    @Test
    void staysSmallThoughCodeNotesWhatNobodyFoldedTogether() {
        IntStream.range(0, 5_000)
                .forEach(i ->
                        request(event -> event.note("route", "/orders/" + i).note("kind", "made-up-" + i)));

        assertThat(registry.getMeters()).hasSizeLessThan(1100);
        assertThat(values("kind")).containsExactly("none");
    }

    @Test
    void labelsNobodyWhereNoneIsWished() {
        SimpleMeterRegistry plain = new SimpleMeterRegistry();
        WideEvents none = new WideEvents(new RequestTimers(plain, 0), Clock.systemUTC(), nanos::get);

        none.close(none.open().note("kind", "LIVE").note("tenant", "acme").note("status", 200));

        assertThat(plain.get("nostage.requests").tag("tenant", "other").timer().count())
                .isEqualTo(1);
    }

    private void requestOf(String kind, String tenant) {
        request(event -> event.note("kind", kind).note("tenant", tenant).note("status", 200));
    }

    private void request(UnaryOperator<WideEvent> noted) {
        events.close(noted.apply(events.open()));
    }

    private Set<String> values(String tag) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag(tag)))
                .collect(Collectors.toSet());
    }
}

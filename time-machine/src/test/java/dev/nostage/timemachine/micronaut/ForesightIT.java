package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenant;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.LiveFrom;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of which routes it is asked before the first filter where their journey will lead. */
final class ForesightIT {

    private static final String SPEC = "foresight";
    private static final String LAUNCH = "2036-01-01T00:00Z";

    @ParameterizedTest
    @CsvSource({"/foreseen/always, always, 1", "/foreseen/successor, new, 1", "/foreseen/hidden, hidden, 2"})
    void onlyWhatMayBeHiddenIsLookedAheadOf(String path, String said, int judged) {
        Answers answers = Answers.ofProbeAndAcme(SPEC, "true");
        try (EmbeddedServer server = answers.server()) {
            assertThat(answers.send("GET", path, "Tenant-Id", "probe", "Time-Machine", "2036-06-01T00:00Z")
                            .body())
                    .isEqualTo(said);
            assertThat(server.getApplicationContext().getBean(Judge.class).asked)
                    .hasValue(judged);
        }
    }

    /** Where time flows, as it does unless a header says otherwise: it is looked ahead of before the journey is begun. */
    @Test
    void whatGoesLiveWhereTheJourneySetsOutIsThere() {
        Answers answers = Answers.ofProbeAndAcme(SPEC, "true");
        try (EmbeddedServer server = answers.server()) {
            for (int i = 0; i < 20; i++) {
                assertThat(answers.send("GET", "/foreseen/hidden", "Tenant-Id", "probe", "Time-Machine", LAUNCH)
                                .body())
                        .isEqualTo("hidden");
            }
        }
    }

    @Test
    void theEventOfARequestThatNothingAnswersNamesWhatWasHidden() throws InterruptedException {
        Answers answers = Answers.ofProbeAndAcme(SPEC, "true");
        try (EmbeddedServer server = answers.server()) {
            Events events = server.getApplicationContext().getBean(Events.class);

            HttpResponse<String> hidden = answers.send("GET", "/foreseen/hidden", "Tenant-Id", "probe");
            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(hidden.body()).doesNotContain("Foreseen");
            assertThat(hidden.headers().map().toString()).doesNotContain("Foreseen");
            assertThat(events.next()).containsEntry("hidden", Foreseen.class.getName() + ".hidden");
            answers.send("GET", "/foreseen/for-nobody");
            assertThat(events.next()).containsEntry("hidden", Foreseen.class.getName() + ".forNobody");
            answers.send("PUT", "/foreseen/hidden", "Tenant-Id", "probe");
            assertThat(events.next()).doesNotContainKey("hidden");
            answers.send("GET", "/foreseen/nothing", "Tenant-Id", "probe");
            assertThat(events.next()).doesNotContainKey("hidden");
            answers.send("GET", "/foreseen/hidden", "Tenant-Id", "probe", "Time-Machine", LAUNCH);
            assertThat(events.next()).doesNotContainKey("hidden");
        }
    }

    @Requires(property = SPEC)
    @Singleton
    static final class Events implements WideEventSink {

        private final LinkedBlockingQueue<Map<String, Object>> emitted = new LinkedBlockingQueue<>();

        @Override
        public void emit(WideEvent event) {
            emitted.add(event.notes());
        }

        @Nullable
        Map<String, Object> next() throws InterruptedException {
            return emitted.poll(60, TimeUnit.SECONDS);
        }
    }

    @Requires(property = SPEC)
    @Replaces(TravelPolicy.class)
    @Singleton
    static final class Judge implements TravelPolicy {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Verdict judge(Tenant tenant, @Nullable Passport passport, AsOf asOf) {
            asked.incrementAndGet();
            return TravelPolicy.standard().judge(tenant, passport, asOf);
        }
    }

    @Requires(property = SPEC)
    @Singleton
    static class Old {

        String successor() {
            return "old";
        }
    }

    @Requires(property = SPEC)
    @Controller("/foreseen")
    static class Foreseen {

        @Get("/always")
        String always() {
            return "always";
        }

        @Get("/successor")
        @LiveFrom(value = LAUNCH, predecessor = Old.class)
        String successor() {
            return "new";
        }

        @Get("/hidden")
        @LiveFrom(LAUNCH)
        String hidden() {
            return "hidden";
        }

        @Post("/hidden")
        @LiveFrom(LAUNCH)
        String hiddenToo() {
            return "hidden too";
        }

        @Get("/for-nobody")
        @LiveFrom(LAUNCH)
        @NoTenant(because = "it is asked with no tenant")
        String forNobody() {
            return "for nobody";
        }
    }
}

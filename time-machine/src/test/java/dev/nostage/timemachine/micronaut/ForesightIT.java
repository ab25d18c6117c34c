package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.Tenant;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.LiveFrom;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
    }
}

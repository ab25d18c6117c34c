package dev.nostage.shop.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.seeded.SeededShop.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks the shop in one place at a time, and demands that a test which the shop has anyway, or its compiler, says so and where. What
 * came of each is told in {@code target/seeded-leaks/<name>}: the sources, the report and what was printed.
 */
class SeededLeaksIT {

    private static final Path README = Path.of("..", "testkit", "README.md");
    private static final int AT_ONCE = 2;

    private static final Map<Seed, Future<Outcome>> OUTCOMES = new LinkedHashMap<>();
    private static ExecutorService runs;

    static Stream<Seed> seeds() {
        return Seeds.all().stream();
    }

    @BeforeAll
    static void begin() {
        runs = Executors.newFixedThreadPool(AT_ONCE);
        List<String> all = Stream.of(Catcher.values())
                .map(Catcher::test)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        OUTCOMES.put(Seed.NONE, runs.submit(() -> new SeededShop(Seed.NONE).tried(all)));
        for (Seed seed : Seeds.all()) {
            String test = seed.catcher().test();
            List<String> tests = test == null ? all : List.of(test);
            OUTCOMES.put(seed, runs.submit(() -> new SeededShop(seed).tried(tests)));
        }
    }

    @AfterAll
    static void end() {
        runs.shutdownNow();
    }

    @Test
    void passesTheShopAsItIs() throws Exception {
        Outcome outcome = OUTCOMES.get(Seed.NONE).get();

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.passed()).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void catches(Seed seed) throws Exception {
        Outcome outcome = OUTCOMES.get(seed).get();

        assertThat(outcome.failures()).containsIgnoringWhitespaces(seed.says());
        assertThat(outcome.refusedByTheCompiler()).isEqualTo(seed.catcher() == Catcher.COMPILER);
    }

    /** {@code -Dleaks.write=true} writes what stands here; look at the difference before you commit it. */
    @Test
    void isToldByTheReadme() throws Exception {
        String readme = Files.readString(README);
        Table table = Table.of(Seeds.all());

        if (Boolean.getBoolean("leaks.write")) {
            Files.writeString(README, table.in(readme));
        }
        assertThat(Table.standsIn(readme)).isEqualTo(table.text());
    }
}

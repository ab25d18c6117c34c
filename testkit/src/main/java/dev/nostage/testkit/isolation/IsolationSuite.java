package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Attacks the whole application as another tenant: each method of each repository of a partitioned entity, each route, each
 * cached method. It finds them by itself; each attack on each is a test of its own. Extend it in a class with
 * {@code @MicronautTest(transactional = false)}, and leave that empty.
 *
 * <p>What it cannot exercise fails, and says what to override. What came of every attack is written to
 * {@code target/isolation/<class>.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SiteOfSuite.class)
public abstract class IsolationSuite {

    private final Report report = new Report(getClass());
    private @Nullable Site site;

    /**
     * Plants rows of the tenant that will be attacked, which is bound. It is called for each tenant anew, before the suite
     * saves two rows of every partitioned entity that it finds a repository for. By default nothing.
     */
    protected void seed(Tenant tenant) {}

    /**
     * A new instance to save, to send or to hand to a method, different from each one before; null for the suite to make it.
     * By default null.
     */
    protected @Nullable Object example(Class<?> type) {
        return null;
    }

    /**
     * What to give to a surface by the names of its parameters, instead of what the suite would find. By default nothing.
     *
     * @param surface as it stands in the report, such as {@code POST /orders} or {@code OrderRepository.findByState}
     */
    protected Map<String, ?> inputs(String surface) {
        return Map.of();
    }

    /**
     * Why a surface need not be attacked here, such as the name of the test that does it; it stands in the report. By default
     * none is left out.
     */
    protected Optional<String> provenElsewhere(String surface) {
        return Optional.empty();
    }

    @TestFactory
    final Stream<DynamicNode> attacks(Site attacked) {
        site = attacked;
        List<Surface> surfaces = attacked.surfaces();
        if (surfaces.isEmpty()) {
            throw new NotExercisedError("There is nothing to attack: the application has no repository of a partitioned"
                    + " entity, no route and no cached method");
        }
        return surfaces.stream()
                .map(this::attackedHere)
                .map(surface -> DynamicContainer.dynamicContainer(
                        surface.name(),
                        surface.attacks().stream()
                                .map(attack -> DynamicTest.dynamicTest(
                                        attack.name(), () -> report.run(surface.name(), attack)))));
    }

    private Surface attackedHere(Surface surface) {
        return provenElsewhere(surface.name())
                .map(reason -> Surface.told(surface.name(), "proven elsewhere", reason))
                .orElse(surface);
    }

    @AfterAll
    final void endAttacks() {
        if (site != null) {
            site.close();
        }
        report.write();
    }
}

package dev.nostage.shop.seeded;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests of the shop in a process of their own, and writes down which failed and what they said. */
final class ShopTests implements TestExecutionListener {

    private final List<String> failures = new ArrayList<>();
    private @Nullable TestPlan plan;
    private int passed;

    private ShopTests() {}

    /**
     * Runs them.
     *
     * @param arguments the file to write to, and the names of the tests
     */
    public static void main(String[] arguments) throws IOException {
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(arguments)
                        .skip(1)
                        .map(name -> selectClass(name))
                        .toList())
                .build();
        ShopTests told = new ShopTests();
        LauncherFactory.create().execute(tests, told);
        Files.writeString(Path.of(arguments[0]), told.passed + " passed\n" + String.join("\n", told.failures));
        System.exit(0); // whatever a broken shop leaves running
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != Status.SUCCESSFUL) {
            failures.add(place(test) + ": " + said(result.getThrowable().orElse(null)));
        } else if (test.isTest()) {
            passed++;
        }
    }

    /** Such as {@code ShopJourneyIT > anOrderIsPlaced()}. */
    private String place(TestIdentifier test) {
        String name = test.getDisplayName();
        TestIdentifier above = plan == null ? null : plan.getParent(test).orElse(null);
        return above == null || above.getParentId().isEmpty() ? name : place(above) + " > " + name;
    }

    private static String said(@Nullable Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }
}

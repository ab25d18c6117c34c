package dev.nostage.testkit;

import dev.nostage.tenancy.TenantLifecycle;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.test.extensions.junit5.MicronautJunit5Extension;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** The Micronaut application that Micronaut Test has started for a test, for extensions of JUnit that work on it. */
public final class ApplicationUnderTest {

    private static final boolean MICRONAUT_TEST = isPresent();

    private ApplicationUnderTest() {}

    /**
     * Empty where the test starts none, or Micronaut Test is not on the class path.
     *
     * @throws IllegalStateException if the test would be one transaction
     */
    public static Optional<ApplicationContext> find(ExtensionContext context) {
        return MICRONAUT_TEST ? Started.by(context) : Optional.empty();
    }

    /** What opens and removes that application's tenants; empty where there is none. */
    static Optional<TenantLifecycle> lifecycle(ExtensionContext context) {
        return MICRONAUT_TEST ? Started.lifecycle(context) : Optional.empty();
    }

    private static boolean isPresent() {
        try {
            Class.forName(
                    "io.micronaut.test.extensions.junit5.MicronautJunit5Extension",
                    false,
                    ApplicationUnderTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // plain JUnit: there is no application to look for
        }
    }

    /** Whether a test that Micronaut Test runs would be one transaction, which nobody else sees and which is rolled back. */
    private static boolean hasTransactions() {
        return ClassUtils.isPresent("io.micronaut.transaction.TransactionOperations", null);
    }

    /** Apart, because its class is loaded only where Micronaut Test is there. */
    private static final class Started {

        static Optional<TenantLifecycle> lifecycle(ExtensionContext context) {
            return by(context).map(application -> application.getBean(TenantLifecycle.class));
        }

        static Optional<ApplicationContext> by(ExtensionContext context) {
            refuseTransaction(context);
            return Optional.ofNullable(context.getRoot()
                            .getStore(Namespace.create(MicronautJunit5Extension.class))
                            .get(ApplicationContext.class, ApplicationContext.class))
                    .filter(ApplicationContext::isRunning); // it may be that of a test class that has ended
        }

        private static void refuseTransaction(ExtensionContext context) {
            boolean transactional = AnnotationSupport.findAnnotation(
                            context.getRequiredTestClass(), MicronautTest.class)
                    .map(MicronautTest::transactional)
                    .orElse(false);
            if (transactional && hasTransactions()) {
                throw new IllegalStateException("Write @MicronautTest(transactional = false) on "
                        + context.getRequiredTestClass().getSimpleName()
                        + ": in one transaction for the whole test, the application sees none of the test's rows, and the"
                        + " receipt none that the test leaves");
            }
        }
    }
}

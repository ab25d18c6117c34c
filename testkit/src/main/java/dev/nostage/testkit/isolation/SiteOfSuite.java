package dev.nostage.testkit.isolation;

import dev.nostage.testkit.ApplicationUnderTest;
import io.micronaut.context.ApplicationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the application that a suite's class has started to the suite. */
final class SiteOfSuite implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ApplicationContext application = ApplicationUnderTest.find(context)
                .orElseThrow(() -> new IllegalStateException("Write @MicronautTest(transactional = false) on "
                        + context.getRequiredTestClass().getSimpleName()
                        + ": there is no application to attack"));
        return new Site(application, (IsolationSuite) context.getRequiredTestInstance());
    }
}

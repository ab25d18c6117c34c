package dev.nostage.testkit.service;

import jakarta.inject.Named;
import java.lang.reflect.Parameter;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Puts the surroundings around the application before it starts, and asks them after each test what went wrong. */
final class NostageTestExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(NostageTestExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (find(context) == null) { // a nested class stands in those of the class around it
            Class<?> test = context.getRequiredTestClass();
            context.getStore(NAMESPACE).put(Surroundings.class, Surroundings.of(test));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        surroundings(context).begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        surroundings(context).demandNothingWentWrong();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // By the class: they may stand though this extension was never told to begin, since the start failed before.
        Surroundings surroundings = Surroundings.find(context.getRequiredTestClass());
        if (surroundings != null) {
            try (surroundings) {
                surroundings.demandNothingWentWrong();
            }
        }
    }

    /** {@link Downstreams} are a bean of the application, and come as any other does. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MockDownstream.class;
    }

    @Override
    public MockDownstream resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name = parameter
                .findAnnotation(Named.class)
                .map(Named::value)
                .orElseGet(() -> nameOf(parameter.getParameter()));
        return surroundings(context).downstreams().get(name);
    }

    private static String nameOf(Parameter parameter) {
        if (!parameter.isNamePresent()) {
            throw new ParameterResolutionException("Say which downstream a MockDownstream of "
                    + parameter.getDeclaringExecutable().getName()
                    + " is, with jakarta.inject.Named as in @Named(\"payments\"), or compile tests with -parameters, in Maven"
                    + " by the property maven.compiler.parameters=true");
        }
        return parameter.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Surroundings surroundings(ExtensionContext context) {
        Surroundings surroundings = find(context);
        if (surroundings == null) {
            throw new IllegalStateException("Nothing stands around " + context.getDisplayName());
        }
        return surroundings;
    }

    private static Surroundings find(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Surroundings.class, Surroundings.class);
    }
}

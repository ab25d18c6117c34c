package dev.nostage.testkit;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantLifecycle;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Opens a test's tenants, binds its own while it runs, and demands clean receipts when it ends. */
final class InTenantExtension
        implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(InTenantExtension.class);

    private final Clock clock = Clock.systemUTC();

    @Override
    public void beforeEach(ExtensionContext context) {
        TenantLifecycle lifecycle = ApplicationUnderTest.lifecycle(context).orElseGet(this::lifecycleOfNoApplication);
        OpenedTenants opened = new OpenedTenants(lifecycle, clock.instant());
        context.getStore(NAMESPACE).put(OpenedTenants.class, opened); // first: whatever is opened will be removed
        Annotated.find(context, InTenant.class).ifPresent(opened::openOwn);
        Parameter[] parameters = context.getRequiredTestMethod().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            InTenant wanted = parameters[i].getAnnotation(InTenant.class);
            if (wanted != null) {
                opened.openOf(i, wanted);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        OpenedTenants opened = context.getStore(NAMESPACE).remove(OpenedTenants.class, OpenedTenants.class);
        if (opened != null) {
            opened.remove();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        as(runner(context), context, test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        as(runner(context), context, test);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(InTenant.class) || parameter.getParameter().getType() == Tenant.class;
    }

    @Override
    public Tenant resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (!parameter.isAnnotated(InTenant.class)) {
            return runner(context);
        }
        if (parameter.getParameter().getType() != Tenant.class
                || !parameter.getDeclaringExecutable().equals(context.getRequiredTestMethod())) {
            throw new ParameterResolutionException(
                    "@InTenant stands on a parameter of type Tenant of a test method, and" + " not on "
                            + parameter.getParameter() + " of " + parameter.getDeclaringExecutable());
        }
        return opened(context)
                .of(parameter.getIndex())
                .orElseThrow(() -> new IllegalStateException("No tenant was opened for " + parameter.getParameter()));
    }

    private static void as(Tenant tenant, ExtensionContext context, Invocation<Void> test) throws Throwable {
        Bound.run(work -> opened(context).as(tenant).call(work), test);
    }

    private static Tenant runner(ExtensionContext context) {
        return opened(context)
                .runner()
                .orElseThrow(() -> new IllegalStateException("No tenant was opened for " + context.getDisplayName()));
    }

    private static OpenedTenants opened(ExtensionContext context) {
        OpenedTenants opened = context.getStore(NAMESPACE).get(OpenedTenants.class, OpenedTenants.class);
        if (opened == null) {
            throw new IllegalStateException("No tenant was opened for " + context.getDisplayName());
        }
        return opened;
    }

    private TenantLifecycle lifecycleOfNoApplication() {
        return new TenantLifecycle(new InMemoryTenantDirectory(List.of()), List.of(), List.of(), clock);
    }
}

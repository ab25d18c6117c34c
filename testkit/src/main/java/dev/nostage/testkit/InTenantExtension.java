package dev.nostage.testkit;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Opens a test's tenant, binds it while the test runs, and demands a clean receipt when it ends. */
final class InTenantExtension
        implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(InTenantExtension.class);
    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);

    private final Clock clock = Clock.systemUTC();

    @Override
    public void beforeEach(ExtensionContext context) {
        TenantLifecycle lifecycle = ApplicationUnderTest.find(context)
                .map(application -> application.getBean(TenantLifecycle.class))
                .orElseGet(this::lifecycleOfNoApplication);
        Tenant tenant = lifecycle.open(tenant(Annotated.nearest(context, InTenant.class)));
        context.getStore(NAMESPACE).put(Opened.class, new Opened(lifecycle, tenant));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Opened opened = context.getStore(NAMESPACE).remove(Opened.class, Opened.class);
        if (opened == null) {
            return;
        }
        TenantId id = opened.tenant().id();
        RemovalReceipt receipt = opened.lifecycle().remove(id, id.value());
        if (receipt.residue() != 0) {
            throw new AssertionError(
                    "The test left " + receipt.residue() + " things of its tenant behind: " + receipt.stores());
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        as(opened(context).tenant(), test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        as(opened(context).tenant(), test);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tenant.class;
    }

    @Override
    public Tenant resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return opened(context).tenant();
    }

    private static void as(Tenant tenant, Invocation<Void> test) throws Throwable {
        Bound.run(work -> Tenants.callAs(tenant, work), test);
    }

    private static Opened opened(ExtensionContext context) {
        Opened opened = context.getStore(NAMESPACE).get(Opened.class, Opened.class);
        if (opened == null) {
            throw new IllegalStateException("No tenant was opened for " + context.getDisplayName());
        }
        return opened;
    }

    private Tenant tenant(InTenant wanted) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String attribute : wanted.attributes()) {
            int equals = attribute.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "An attribute of @InTenant is written name=value, and was \"" + attribute + "\"");
            }
            attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        return new Tenant(
                new TenantId("test-" + UUID.randomUUID()),
                wanted.kind(),
                wanted.plan(),
                TenantStatus.ACTIVE,
                wanted.kind().isLive() ? null : clock.instant().plus(LONGER_THAN_ANY_TEST),
                attributes);
    }

    private TenantLifecycle lifecycleOfNoApplication() {
        return new TenantLifecycle(new InMemoryTenantDirectory(List.of()), List.of(), List.of(), clock);
    }

    private record Opened(TenantLifecycle lifecycle, Tenant tenant) {}
}

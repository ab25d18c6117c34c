package dev.nostage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@InTenant(plan = "gold", attributes = "zone=Europe/Berlin")
class InTenantTest {

    private static final Set<Tenant> SEEN = new HashSet<>();

    @AfterEach
    void nothingIsBoundOutsideTheTest() {
        assertThat(Tenants.current()).isEmpty();
    }

    @AfterAll
    static void eachTestHadATenantOfItsOwn() {
        assertThat(SEEN).hasSize(6);
    }

    @Test
    void bindsATenantAsItWasWished(Tenant tenant) {
        assertThat(Tenants.require()).isEqualTo(tenant);
        assertThat(tenant.kind()).isEqualTo(TenantKind.TEST);
        assertThat(tenant.plan()).isEqualTo("gold");
        assertThat(tenant.attributes()).containsEntry("zone", "Europe/Berlin");
        SEEN.add(tenant);
    }

    @Test
    @InTenant(kind = TenantKind.SYNTHETIC)
    void takesTheMethodsWordBeforeTheClasses() {
        assertThat(Tenants.require().kind()).isEqualTo(TenantKind.SYNTHETIC);
        SEEN.add(Tenants.require());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bindsOneForEachRunOfATemplate(int run) {
        assertThat(Tenants.require().isLive()).isFalse();
        SEEN.add(Tenants.require());
    }

    @Test
    void opensAFurtherOneForAParameterThatAsksForIt(
            Tenant own, @InTenant(kind = TenantKind.LIVE, plan = "silver") Tenant other) {
        assertThat(Tenants.require()).isEqualTo(own);
        assertThat(own.plan()).isEqualTo("gold");
        assertThat(other.isLive()).isTrue();
        assertThat(other.plan()).isEqualTo("silver");
        SEEN.add(own);
        SEEN.add(other);
    }

    @ParameterizedTest
    @CsvSource({
        "First,   1, left 7 things",
        "Both,    2, left 7 things",
        "Setup,   0, @InTenant stands on a parameter of type Tenant of a test method",
        "NoTenant, 0, @InTenant stands on a parameter of type Tenant of a test method",
        "Permitted, 0, @InTenant(permissions) stands on a test's method or class",
    })
    void aParametersTenantIsBoundWhereThereIsNoOtherAndIsRemoved(String test, int tenants, String failure) {
        Bottomless.REMOVED.clear();
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass("dev.nostage.testkit.InTenantTest$" + test))
                .execute()
                .testEvents();

        tests.assertThatEvents().haveExactly(1, finishedWithFailure(message(said -> said.contains(failure))));
        if (tenants > 0) {
            assertThat(Bottomless.REMOVED).hasSize(tenants);
        }
    }

    @MicronautTest(startApplication = false, transactional = false)
    @Property(name = "test.untidy", value = "true")
    static class First {

        @Test
        void runsAsIt(@InTenant(plan = "first") Tenant only) {
            assertThat(Tenants.require()).isEqualTo(only);
        }
    }

    @MicronautTest(startApplication = false, transactional = false)
    @Property(name = "test.untidy", value = "true")
    static class Both {

        @Test
        void runsAsTheFirst(@InTenant(plan = "first") Tenant first, @InTenant(plan = "second") Tenant second) {
            assertThat(Tenants.require()).isEqualTo(first);
            assertThat(second.plan()).isEqualTo("second");
        }
    }

    static class Setup {

        @BeforeEach
        void prepare(@InTenant Tenant tenant) {
            throw new IllegalStateException("must not be reached for " + tenant);
        }

        @Test
        void never() {
            throw new IllegalStateException("must not be reached");
        }
    }

    static class Permitted {

        @Test
        void never(@InTenant(permissions = Permission.TRAVEL) Tenant tenant) {
            throw new IllegalStateException("must not be reached for " + tenant);
        }
    }

    static class NoTenant {

        @Test
        void never(@InTenant String tenant) {
            throw new IllegalStateException("must not be reached for " + tenant);
        }
    }

    @Test
    void failsATestThatLeavesSomethingBehind() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Untidy.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().count()).isEqualTo(1);
        assertThat(tests.failed().stream()
                        .findFirst()
                        .orElseThrow()
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable())
                .hasValueSatisfying(error -> assertThat(error)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("left 7 things")
                        .hasMessageContaining("bottomless"));
    }

    @Test
    void refusesATestThatIsOneTransaction() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Transactional.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().stream()
                        .findFirst()
                        .orElseThrow()
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable())
                .hasValueSatisfying(
                        error -> assertThat(error).hasMessageContaining("@MicronautTest(transactional = false)"));
    }

    /** Run by the test above alone. */
    @InTenant
    @MicronautTest(startApplication = false)
    static class Transactional {

        @Test
        void runs() {
            assertThat(Tenants.require().isLive()).isFalse();
        }
    }

    /** A store that cannot be emptied. */
    @Singleton
    @Requires(property = "test.untidy")
    static final class Bottomless implements TenantStore {

        private static final Set<TenantId> REMOVED = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "bottomless";
        }

        @Override
        public long purge(Tenant tenant) {
            REMOVED.add(tenant.id());
            return 0;
        }

        @Override
        public long residue(Tenant tenant) {
            return 7;
        }
    }

    /** Run by the test above alone: no build looks for tests in a class inside another. */
    @InTenant
    @MicronautTest(startApplication = false, transactional = false)
    @Property(name = "test.untidy", value = "true")
    static class Untidy {

        @Test
        void leavesSomethingBehind() {
            assertThat(Tenants.require().isLive()).isFalse();
        }
    }
}

package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A start that is stopped by what nobody can have meant, with an error that names the key. */
final class StrictStartIT {

    @Test
    void isStoppedByASwitchThatIsNeitherOnNorOff() {
        assertStopped(
                "nostage.tenancy.reaper.enabled", "maybe", "nostage.tenancy.reaper.enabled must be true or false");
        assertStopped("nostage.operator.enabled", "yes please", "must be true or false, and was \"yes please\"");
        assertStopped("nostage.tenancy.multitenancy", "TRUE", "nostage.tenancy.multitenancy must be true or false");
    }

    @Test
    void isStoppedByTheResolversOfALibraryThatIsNotThere() {
        assertThatThrownBy(() -> StrictStart.demandMultitenancy(ClassLoader.getPlatformClassLoader()))
                .hasMessageContainingAll(
                        "nostage.tenancy.multitenancy", "io.micronaut.multitenancy:micronaut-multitenancy");
        assertThatCode(() -> StrictStart.demandMultitenancy(StrictStartIT.class.getClassLoader()))
                .doesNotThrowAnyException();
    }

    @Test
    void isStoppedByAKeyThatThereIsNot() {
        assertStopped("nostage.tenancy.trusted-peer", "10.0.0.0/8", "did you mean nostage.tenancy.trusted-peers?");
    }

    @Test
    void isStoppedByADestinationThatIsNone() {
        assertStopped("nostage.propagation.to", "billing,http://x", "and this one was \"http://x\"");
    }

    @Test
    void isStoppedByADeploymentWithoutAName() {
        assertStopped("nostage.passport.deployment", " ", "(nostage.passport.deployment) needs a name");
    }

    @Test
    void isStoppedByAPassportTimeThatCannotBe() {
        assertStopped("nostage.passport.time-to-live", "0s", "nostage.passport.time-to-live must be a duration");
        assertStopped("nostage.passport.time-to-live", "367d", "(nostage.passport.time-to-live) is at most 366 days");
    }

    @Test
    void isStoppedByASeededTenantThatCannotBe() {
        assertStopped(
                "nostage.tenancy.tenants[0].id", "../acme", "nostage.tenancy.tenants[0].id: A tenant id must match");
        assertStopped(
                "nostage.tenancy.tenants[0].id", "globex", "nostage.tenancy.tenants: Tenant \"globex\" is declared");
        assertStopped("nostage.tenancy.directory", "jbdc", "nostage.tenancy.directory must be one of [memory, jdbc]");
        assertStopped("nostage.tenancy.directory", "jdbc", "add nostage-partitioning and a data source");
        assertStopped("nostage.tenancy.tenants[0].kind", "TEST", "nostage.tenancy.tenants[0].ttl is missing");
        assertStopped("nostage.tenancy.tenants[2].ttl", "-1h", "nostage.tenancy.tenants[2].ttl must be a duration");
        assertStopped("nostage.tenancy.tenants[3].plan", "gold", "nostage.tenancy.tenants[3].id is missing");
    }

    @Test
    void isStoppedByAFixedTenantThatCannotBeOrDoesNotExist() {
        assertStopped("nostage.tenancy.fixed", "../acme", "nostage.tenancy.fixed must be a tenant's id");
        assertStopped("nostage.tenancy.fixed", "", "nostage.tenancy.fixed must be a tenant's id");
        assertStopped("nostage.tenancy.fixed", "amce", "\"amce\", which does not exist");
        assertThat(Begun.BEGUN).isFalse();
    }

    /** What runs when the context has started, and what schedules begin at. */
    @Singleton
    @Requires(property = "nostage.tenancy.fixed", value = "amce")
    static final class Begun implements ApplicationEventListener<StartupEvent> {

        private static final AtomicBoolean BEGUN = new AtomicBoolean();

        @Override
        public void onApplicationEvent(StartupEvent event) {
            BEGUN.set(true);
        }
    }

    private static void assertStopped(String property, String value, String says) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(property, value)).close())
                .hasStackTraceContaining(says);
    }
}

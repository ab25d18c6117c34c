package dev.nostage.resilience.micronaut;

import static dev.nostage.resilience.micronaut.Starts.failureOf;
import static dev.nostage.resilience.micronaut.Starts.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beans that somebody must take for guarded, and that are not. */
final class MissingGuardIT {

    @Test
    void aClientThatForgetsTheGuardOfItsInterfaceStopsTheStart() {
        assertThat(failureOf("client", "forgetful"))
                .hasMessageContainingAll(ForgetfulClient.class.getName(), GuardedOperations.class.getName());
    }

    @Test
    void anAdapterThatForgetsTheGuardOfItsPortStopsTheStart() {
        assertThat(failureOf("client", "adapter"))
                .hasMessageContainingAll(ForgetfulAdapter.class.getName(), GuardedOperations.class.getName());
    }

    @Test
    void aSubclassThatOverridesAGuardedMethodStopsTheStart() {
        assertThat(failureOf("client", "subclass"))
                .hasMessageContainingAll(ForgetfulSubclass.class.getName(), GuardedBase.class.getName(), "charge");
    }

    @Test
    void aStubThatInheritsWhatCallsTheDownstreamStopsTheStart() {
        assertThat(failureOf("stub", "heir"))
                .hasMessageContainingAll(Heir.class.getName(), "String refund()", RealThing.class.getName());
    }

    @Test
    void aProtectedMethodOfAGuardedTypeStopsTheStart() {
        assertThat(failureOf("client", "protected"))
                .hasMessageContainingAll("charge", ProtectedGateway.class.getName(), "is protected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "static-heir"})
    void aGuardOnAStaticMethodStopsTheStartAlsoWhereItIsInherited(String client) {
        assertThat(failureOf("client", client))
                .hasMessage("Method pay of " + Extra.class.getName()
                        + " is static, and no guard can stand around it: make it an instance method");
    }

    @Test
    void aSubclassOfATypeWithAnAnnotationMadeOfTheGuardStopsTheStart() {
        assertThat(failureOf("client", "composed"))
                .hasMessageContainingAll(ComposedSubclass.class.getName(), ComposedBase.class.getName());
    }

    @Test
    void aGuardedAdapterOfAGenericPortStarts() {
        try (ApplicationContext application = start("client", "generic")) {
            GenericAdapter adapter = application.getBean(GenericAdapter.class);
            assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> adapter.send("mug")))
                    .isInstanceOf(DownstreamRefusedException.class);
        }
    }

    @Downstream("payments")
    interface GuardedOperations {

        @Get("/")
        String read();
    }

    @Client("http://127.0.0.1:1")
    @Requires(property = "client", value = "forgetful")
    interface ForgetfulClient extends GuardedOperations {}

    @Singleton
    @Requires(property = "client", value = "adapter")
    static class ForgetfulAdapter implements GuardedOperations {

        @Override
        public String read() {
            return "unguarded";
        }
    }

    static class GuardedBase {

        @Downstream("payments")
        String charge() {
            return "base";
        }
    }

    @Singleton
    @Requires(property = "client", value = "subclass")
    static class ForgetfulSubclass extends GuardedBase {

        @Override
        String charge() {
            return "sub";
        }
    }

    @Singleton
    @Downstream("mint")
    @Requires(property = "stub", value = "heir")
    static class RealThing {

        public String charge() {
            return "real";
        }

        public String refund() {
            return "real";
        }
    }

    @DownstreamStub("mint")
    @Requires(property = "stub", value = "heir")
    static class Heir extends RealThing {

        @Override
        public String charge() {
            return "stub";
        }
    }

    @Singleton
    @Downstream("mint")
    @Requires(property = "client", value = "protected")
    static class ProtectedGateway {

        protected String charge() {
            return "real";
        }
    }

    @Singleton
    @Requires(property = "client", value = "static")
    static class Extra {

        @Downstream("mint")
        static String pay() {
            return "moved money";
        }
    }

    @Singleton
    @Requires(property = "client", value = "static-heir")
    static class ExtraHeir extends Extra {}

    @Downstream("mint")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Minting {}

    @Minting
    static class ComposedBase {

        public String charge() {
            return "base";
        }
    }

    @Singleton
    @Requires(property = "client", value = "composed")
    static class ComposedSubclass extends ComposedBase {

        @Override
        public String charge() {
            return "sub";
        }
    }

    @Downstream("mint")
    interface GenericPort<T> {

        String send(T what);
    }

    @Singleton
    @Downstream("mint")
    @Requires(property = "client", value = "generic")
    static class GenericAdapter implements GenericPort<String> {

        @Override
        public String send(String what) {
            return "real";
        }
    }
}

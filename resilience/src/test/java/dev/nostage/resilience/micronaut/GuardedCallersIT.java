package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whoever calls, and however the bean was made: the guard stands around it. */
final class GuardedCallersIT {

    @Test
    void aMethodThatItsOwnObjectCallsIsGuarded() {
        refusesATest(Till.class, Till::payBySelf);
    }

    @Test
    void aMethodThatIsNotPublicIsGuarded() {
        refusesATest(Till.class, Till::payInPackage);
    }

    @Test
    void aBeanThatAFactoryMakesIsGuarded() {
        refusesATest(FactoryTill.class, FactoryTill::pay);
    }

    private static <T> void refusesATest(Class<T> type, Function<T, String> call) {
        try (ApplicationContext application = Starts.start("callers", "true")) {
            T bean = application.getBean(type);
            Supplier<String> pay = () -> call.apply(bean);

            assertThat(Tenants.<String, RuntimeException>callAs(Probe.ACME, pay::get))
                    .isEqualTo("paid");
            assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, pay::get))
                    .isInstanceOf(DownstreamRefusedException.class);
        }
    }

    @Singleton
    @Requires(property = "callers")
    static class Till {

        String payBySelf() {
            return pay();
        }

        @Downstream("mint")
        public String pay() {
            return "paid";
        }

        @Downstream("mint")
        String payInPackage() {
            return "paid";
        }
    }

    static class FactoryTill {

        public String pay() {
            return "paid";
        }
    }

    @Factory
    @Requires(property = "callers")
    static class Tills {

        @Singleton
        @Downstream("mint")
        FactoryTill till() {
            return new FactoryTill();
        }
    }
}

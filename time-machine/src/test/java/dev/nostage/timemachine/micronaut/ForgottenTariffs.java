package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** What stands below something marked, with a mark of its own and without. */
final class ForgottenTariffs {

    private static final String SPEC = WrongTariffs.SPEC;

    private ForgottenTariffs() {}

    @LiveFrom("sale")
    @Requires(property = SPEC)
    static class Launched {
        String price(int count) {
            return "launched " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "above")
    static class Heir extends Launched {}

    @Singleton
    @LiveFrom("sale")
    @Requires(property = SPEC, value = "again")
    static class MarkedAgain extends Launched {}

    @Requires(property = SPEC)
    static class LaunchedMethod {
        @LiveFrom("sale")
        public String price(int count) {
            return "launched " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "again")
    static class Inheriting extends LaunchedMethod {}

    @Singleton
    @Requires(property = SPEC, value = "overrides")
    static class Overriding extends LaunchedMethod {
        @Override
        public String price(int count) {
            return "over " + count;
        }
    }

    static class LaunchedStatic {
        @LiveFrom("sale")
        static String shown() {
            return "shown";
        }
    }

    /** Overrides nothing: what is static belongs to its own class. */
    @Singleton
    @Requires(property = SPEC, value = "again")
    static class Hiding extends LaunchedStatic {
        static String shown() {
            return "shown at once";
        }
    }

    interface Port {
        @LiveFrom("sale")
        String price(int count);
    }

    @Singleton
    @Requires(property = SPEC, value = "port")
    static class Adapter implements Port {
        @Override
        public String price(int count) {
            return "adapted " + count;
        }
    }
}

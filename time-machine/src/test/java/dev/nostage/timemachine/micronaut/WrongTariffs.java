package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;

/** Mistakes, one a start. */
final class WrongTariffs {

    static final String SPEC = "wrong-tariffs";

    private WrongTariffs() {}

    static class NoBean {
        String price(int count) {
            return "none " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC)
    static class Old {
        String price(int count) {
            return "old " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC)
    static class Other {
        Integer price(int count) {
            return count;
        }
    }

    @Singleton
    @LiveFrom("sael")
    @Requires(property = SPEC, value = "misspelt")
    static class Misspelt extends Old {}

    @Client("http://localhost")
    @Requires(property = SPEC, value = "remote")
    interface Remote {

        @LiveFrom("sael")
        @Get("/")
        String price();
    }

    @Singleton
    @Requires(property = SPEC, value = "inverted")
    @LiveFrom(value = "2031-01-01", until = "2030-01-01")
    static class Inverted extends Old {}

    @Singleton
    @LiveFrom("+P3D")
    @Requires(property = SPEC, value = "relative")
    static class Relative extends Old {}

    @Singleton
    @LiveFrom("2030-06-31")
    @Requires(property = SPEC, value = "unread")
    static class Unread extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "ends")
    @LiveFrom(value = "sale", until = "2031-01-01")
    static class Ends extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "nobean")
    @LiveFrom(value = "sale", predecessor = NoBean.class)
    static class OfNoBean extends NoBean {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "othertype")
    @LiveFrom(value = "sale", predecessor = Other.class)
    static class OfOther extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "overlap")
    @LiveFrom(value = "2029-01-01", until = "2030-06-01T00:00:00.000000001", predecessor = Old.class)
    static class Early extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "overlap")
    @LiveFrom(value = "sale", predecessor = Old.class)
    static class Late extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "unclear")
    @LiveFrom(value = "sale", predecessor = Old.class)
    static class Unclear extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "beyond")
    @LiveFrom(value = "sale", predecessor = Old.class)
    static class Middle extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "beyond")
    @LiveFrom(value = "2031-01-01", predecessor = Middle.class)
    static class Beyond extends Middle {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "several")
    @LiveFrom(value = "2029-01-01", until = "2030-01-01", predecessor = Old.class)
    static class Several extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "several")
    @LiveFrom(value = "sale", predecessor = Old.class)
    static class Further extends Old {}

    /** The framework would inject neither: two are primary. */
    @Primary
    @Singleton
    @Requires(property = SPEC, pattern = "primary|never")
    static class First extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "primary")
    @LiveFrom(value = "sale", predecessor = First.class)
    static class Second extends Old {}

    /** The framework would always inject the other. */
    @Singleton
    @Requires(property = SPEC, value = "never")
    @LiveFrom(value = "sale", predecessor = First.class)
    static class Never extends Old {}

    static class Made extends Old {}

    @Factory
    @Requires(property = SPEC, value = "made")
    static class Makes {

        @Primary
        @Singleton
        Made made() {
            return new Made();
        }
    }

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "made")
    @LiveFrom(value = "sale", predecessor = Made.class)
    static class Later extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "circle")
    @LiveFrom(value = "sale", predecessor = Egg.class)
    static class Hen extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "circle")
    @LiveFrom(value = "sale", predecessor = Hen.class)
    static class Egg extends Old {}

    @Primary
    @Singleton
    @Requires(property = SPEC, value = "status")
    @LiveFrom(value = "sale", predecessor = Old.class, status = 410)
    static class NeverAnswered extends Old {}

    @Singleton
    @Requires(property = SPEC, value = "ok")
    @LiveFrom(value = "sale", status = 200)
    static class Fine extends Old {}

    /** Methods of two beans that are in each other's way, though neither bean is marked. */
    @Singleton
    @Requires(property = SPEC, value = "methods")
    static class EarlyMethod {

        @LiveFrom(value = "2029-01-01", until = "2030-06-02", predecessor = Old.class)
        String price(int count) {
            return "early " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "methods")
    static class LateMethod {

        @LiveFrom(value = "sale", predecessor = Old.class)
        String price(int count) {
            return "late " + count;
        }
    }

    /** A method with dates of its own, in the way of another bean. */
    @Primary
    @Singleton
    @Requires(property = SPEC, value = "mixed")
    @LiveFrom(value = "2028-01-01", until = "2029-01-01", predecessor = Old.class)
    static class Mixed extends Old {

        @Override
        @LiveFrom(value = "2030-07-01", predecessor = Old.class)
        String price(int count) {
            return "mixed " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "mixed")
    @LiveFrom(value = "sale", predecessor = Old.class)
    static class Whole extends Old {}

    /** One after the other, and other parameters: in nobody's way. */
    @Singleton
    @Requires(property = SPEC, value = "apart")
    static class Apart {

        @LiveFrom(value = "2029-01-01", until = "2030-06-01", predecessor = Both.class)
        String price(int count) {
            return "apart " + count;
        }

        @LiveFrom(value = "sale", predecessor = Both.class)
        String price(long count) {
            return "apart " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "apart")
    static class Next {

        @LiveFrom(value = "sale", predecessor = Both.class)
        String price(int count) {
            return "next " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "apart")
    static class Both extends Old {

        String price(long count) {
            return "both " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "itself")
    static class Itself {

        @LiveFrom(value = "sale", predecessor = Itself.class)
        String price(int count) {
            return "itself " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "round")
    static class Round {

        @LiveFrom(value = "sale", predecessor = About.class)
        String price(int count) {
            return "round " + count;
        }
    }

    @Singleton
    @Requires(property = SPEC, value = "round")
    static class About {

        @LiveFrom(value = "sale", predecessor = Round.class)
        String price(int count) {
            return "about " + count;
        }
    }
}

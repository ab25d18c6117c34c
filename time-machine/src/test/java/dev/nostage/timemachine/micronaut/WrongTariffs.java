package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
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

    @Singleton
    @Requires(property = SPEC, value = "inverted")
    @LiveFrom(value = "2031-01-01", until = "2030-01-01")
    static class Inverted extends Old {}

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
}

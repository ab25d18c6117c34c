package dev.nostage.resilience.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.Work;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;

/** What a guard makes of a publisher obeys each rule of Reactive Streams 1.0.4, as its own verification tells them. */
final class ReactiveStreamsTest {

    /** A slow machine waits longer for what must come; for what must not come, nobody waits that long. */
    private static final TestEnvironment ENVIRONMENT = new TestEnvironment(10_000, 20, 20);

    private static final int CLEANUP_MILLIS = 200;

    @ParameterizedTest
    @EnumSource
    void aGuardedFluxObeysTheRules(GuardedPublisher form) throws Exception {
        assertThat(obeyed(() -> new Verification(form::flux, Long.MAX_VALUE - 1)))
                .hasSizeGreaterThanOrEqualTo(24);
    }

    @ParameterizedTest
    @EnumSource
    void aGuardedMonoObeysTheRules(GuardedPublisher form) throws Exception {
        assertThat(obeyed(() -> new Verification(form::mono, 1))).hasSizeGreaterThanOrEqualTo(12);
    }

    /** @return the rules that apply; each is obeyed */
    private static List<String> obeyed(Supplier<Verification> verification) throws Exception {
        List<String> obeyed = new ArrayList<>();
        Map<String, Throwable> broken = new LinkedHashMap<>();
        List<Method> rules = Stream.of(PublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
        for (Method rule : rules) {
            Verification one = verification.get();
            one.setUp();
            try {
                rule.invoke(one);
                obeyed.add(rule.getName());
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof SkipException)) {
                    broken.put(rule.getName(), e.getCause());
                }
            }
        }
        assertThat(broken).isEmpty();
        return obeyed;
    }

    private interface Form {
        Publisher<Integer> of(Work<Flux<Integer>, RuntimeException> work);
    }

    private static final class Verification extends PublisherVerification<Integer> {

        private final Form form;
        private final long most;

        Verification(Form form, long most) {
            super(ENVIRONMENT, CLEANUP_MILLIS);
            this.form = form;
            this.most = most;
        }

        @Override
        public Publisher<Integer> createPublisher(long elements) {
            int count = (int) Math.min(elements, Integer.MAX_VALUE);
            return form.of(() -> Flux.range(0, count));
        }

        @Override
        public Publisher<Integer> createFailedPublisher() {
            return form.of(() -> Flux.error(new IOException("out of order")));
        }

        @Override
        public long maxElementsFromPublisher() {
            return most;
        }
    }
}

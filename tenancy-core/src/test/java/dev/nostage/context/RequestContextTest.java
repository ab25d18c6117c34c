package dev.nostage.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RequestContextTest {

    private static final Key<String> WHO = Key.local("who");
    private static final Key<String> SAME_NAME = Key.local("who");
    private static final Key<Integer> COUNT = Key.local("count");

    private final RequestContext ann = RequestContext.empty().with(WHO, "ann");
    private final RequestContext bob = RequestContext.empty().with(WHO, "bob");

    @AfterEach
    void nothingStaysBound() {
        assertThat(here()).isNull();
    }

    @Test
    void isEmptyWhereNothingIsBound() {
        assertThat(RequestContext.current()).isSameAs(RequestContext.empty());
        assertThat(RequestContext.current().get(WHO)).isNull();
    }

    @Test
    void holdsWhatItIsGivenUnderEachKey() {
        RequestContext both = ann.with(COUNT, 3);

        assertThat(both.get(WHO)).isEqualTo("ann");
        assertThat(both.get(COUNT)).isEqualTo(3);
    }

    @Test
    void aLaterValueTakesThePlaceOfTheEarlier() {
        assertThat(ann.with(COUNT, 3).with(WHO, "eve").get(WHO)).isEqualTo("eve");
    }

    @Test
    void takesTwoKeysOfOneNameForTwoKeys() {
        assertThat(ann.get(SAME_NAME)).isNull();
    }

    @Test
    void namesEachKeyOnceHoweverOftenItIsSet() {
        RequestContext changed = ann.with(COUNT, 1).with(WHO, "eve").with(COUNT, 2);

        assertThat(changed.with(WHO, "ida")).hasToString("RequestContext[who, count]");
        assertThat(changed.without(COUNT)).hasToString("RequestContext[who]");
        assertThat(changed.without(COUNT).without(WHO)).hasToString("RequestContext[]");
        assertThat(changed.without(WHO).get(WHO)).isNull();
    }

    @Test
    void growsNoLongerThanWhatItHolds() {
        RequestContext loop = ann;
        for (int i = 0; i < 1_000_000; i++) {
            loop = loop.with(COUNT, i);
        }

        assertThat(loop.without(SAME_NAME).get(WHO)).isEqualTo("ann"); // walks the chain to its end, on the stack
        assertThat(loop.get(COUNT)).isEqualTo(999_999);
    }

    @Test
    void takesFromEachKeyThePartThatSeparatesCaches() {
        Key<Integer> page = Key.<Integer>local("page").separatingCaches(number -> "p" + number);
        Key<String> city = Key.<String>local("city").separatingCaches(name -> name.substring(0, 2));

        assertThat(ann.with(page, 8).with(page, 7).with(city, "Oslo").cacheParts())
                .isEqualTo(ann.with(city, "Oslo").with(page, 7).cacheParts())
                .containsExactly(Map.entry("city", "Os"), Map.entry("page", "p7"));
        assertThat(ann.cacheParts()).isEmpty();
    }

    @Test
    void isNeverChangedByWhatIsDerivedFromIt() {
        RequestContext both = ann.with(COUNT, 3);

        both.with(WHO, "eve");
        both.with(SAME_NAME, "eve");
        both.without(WHO);
        both.withAll(bob);

        assertThat(both.get(WHO)).isEqualTo("ann");
        assertThat(both.get(COUNT)).isEqualTo(3);
        assertThat(both.get(SAME_NAME)).isNull();
    }

    @Test
    void losesOnlyTheKeyThatIsTakenOut() {
        RequestContext three = ann.with(COUNT, 3).with(SAME_NAME, "other");

        assertThat(three.without(WHO).get(WHO)).isNull();
        assertThat(three.without(WHO).get(COUNT)).isEqualTo(3);
        assertThat(three.without(COUNT).get(SAME_NAME)).isEqualTo("other");
        assertThat(three.without(SAME_NAME).get(COUNT)).isEqualTo(3);
        assertThat(ann.without(COUNT)).isSameAs(ann);
    }

    @Test
    void takesTheOthersValuesWhereBothHaveOne() {
        RequestContext merged = ann.with(COUNT, 3).withAll(bob.with(SAME_NAME, "other"));

        assertThat(merged.get(WHO)).isEqualTo("bob");
        assertThat(merged.get(COUNT)).isEqualTo(3);
        assertThat(merged.get(SAME_NAME)).isEqualTo("other");
    }

    @Test
    void isBoundForACallAndNotAfterIt() {
        assertThat(ann.call(RequestContextTest::here)).isEqualTo("ann");
        assertThat(here()).isNull();
    }

    @Test
    void isBoundForARunAndNotAfterIt() {
        AtomicReference<String> seen = new AtomicReference<>();

        ann.run(() -> seen.set(here()));

        assertThat(seen).hasValue("ann");
        assertThat(here()).isNull();
    }

    @Test
    void givesWayToANestedOneAndComesBack() {
        ann.run(() -> {
            assertThat(bob.call(RequestContextTest::here)).isEqualTo("bob");
            assertThat(here()).isEqualTo("ann");
            assertThat(ann.call(RequestContextTest::here)).isEqualTo("ann");
            assertThat(RequestContext.empty().call(RequestContextTest::here)).isNull();
            assertThat(here()).isEqualTo("ann");
        });
    }

    @Test
    void isUnboundAlsoByACheckedException() {
        assertThatThrownBy(() -> ann.call(() -> {
                    throw new IOException("as thrown");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as thrown");
        assertThat(here()).isNull();
    }

    @Test
    void isUnboundAlsoByAnError() {
        bob.run(() -> {
            assertThatThrownBy(() -> ann.run(() -> {
                        throw new AssertionError("as thrown");
                    }))
                    .isExactlyInstanceOf(AssertionError.class);
            assertThat(here()).isEqualTo("bob");
        });
    }

    @Test
    void isAbsentOnARawThread() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("not run");

        ann.call(() -> {
            onRawThread(() -> seen.set(here()));
            return null;
        });

        assertThat(seen).hasValue(null);
    }

    @Test
    void goesToARawThreadWithWorkThatItWraps() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();

        onRawThread(ann.wrap(() -> seen.set(here())));

        assertThat(seen).hasValue("ann");
    }

    @Test
    void goesToTheCommonPoolWithWorkThatItWraps() {
        Supplier<String> lost = RequestContextTest::here;

        ann.run(() -> {
            assertThat(CompletableFuture.supplyAsync(lost).join()).isNull();
            assertThat(CompletableFuture.supplyAsync(ann.wrap(lost)).join()).isEqualTo("ann");
        });
    }

    @Test
    void wrapsACallableWithTheExceptionThatItThrows() throws Exception {
        Callable<String> works = RequestContextTest::here;
        Callable<String> fails = () -> {
            throw new IOException("as thrown");
        };

        assertThat(bob.wrap(works).call()).isEqualTo("bob");
        assertThatThrownBy(() -> bob.wrap(fails).call()).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void wrapsAFunctionAndAConsumerWithTheirArguments() {
        Function<String, String> greets = greeting -> greeting + " " + here();
        AtomicReference<String> seen = new AtomicReference<>();
        Consumer<String> notes = text -> seen.set(text + " " + here());

        ann.wrap(notes).accept("noted by");

        assertThat(bob.wrap(greets).apply("hello")).isEqualTo("hello bob");
        assertThat(seen).hasValue("noted by ann");
    }

    @Test
    void workKeepsTheContextThatWrappedItWhereverItRuns() {
        Supplier<String> asAnn = ann.wrap((Supplier<String>) RequestContextTest::here);

        assertThat(bob.call(asAnn::get)).isEqualTo("ann");
    }

    @Test
    void leavesWhatElseIsPropagatedWhereItIs() {
        record Other() implements PropagatedContextElement {}
        PropagatedContext outer = PropagatedContext.empty().plus(new Other());

        PropagatedContext bound = bob.boundTo(ann.boundTo(outer));

        assertThat(bound.find(Other.class)).isPresent();
        assertThat(bound.findAll(RequestContext.class)).containsExactly(bob);
        assertThat(RequestContext.in(outer)).isSameAs(RequestContext.empty());
    }

    @Test
    void namesItsKeysAndNeverItsValues() {
        assertThat(ann.with(COUNT, 4711)).hasToString("RequestContext[count, who]");
    }

    private static String here() {
        return RequestContext.current().get(WHO);
    }

    private static void onRawThread(Runnable work) throws InterruptedException {
        Thread raw = new Thread(work);
        raw.start();
        raw.join();
    }
}

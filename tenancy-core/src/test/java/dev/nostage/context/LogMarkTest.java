package dev.nostage.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogMarkTest {

    private static final Key<String> WHO = Key.<String>local("who").inLogs("who", who -> who);
    private static final Key<Integer> SIZE =
            Key.<Integer>local("size").inLogs("size", size -> "" + size).inLogs("big", size -> "" + (size > 9));
    private static final Key<String> UNLOGGED = Key.local("unlogged");

    private final RequestContext ann = RequestContext.empty().with(WHO, "ann");

    @AfterEach
    void nothingStaysInTheLogContext() {
        assertThat(logged()).isEmpty();
    }

    @Test
    void marksWhatIsLoggedWhileItIsBound() {
        assertThat(ann.call(LogMarkTest::logged)).containsExactly(Map.entry("who", "ann"));
    }

    @Test
    void keepsItsMarksWhenMoreIsBoundThatIsNotLogged() {
        assertThat(ann.with(UNLOGGED, "x").call(LogMarkTest::logged)).containsExactly(Map.entry("who", "ann"));
        assertThat(RequestContext.empty().with(UNLOGGED, "x").with(WHO, "bob").call(LogMarkTest::logged))
                .containsExactly(Map.entry("who", "bob"));
    }

    @Test
    void marksWithEveryFieldOfEveryKey() {
        assertThat(ann.with(SIZE, 10).call(LogMarkTest::logged))
                .isEqualTo(Map.of("who", "ann", "size", "10", "big", "true"));
    }

    @Test
    void restoresTheMarksOfTheOuterContext() {
        ann.run(() -> {
            assertThat(ann.with(WHO, "bob").call(LogMarkTest::logged)).containsEntry("who", "bob");
            assertThat(logged()).containsExactly(Map.entry("who", "ann"));
        });
    }

    @Test
    void restoresItsMarksWhateverTheWorkPutInTheirPlace() {
        ann.run(() -> {
            ann.with(UNLOGGED, "x").run(() -> MDC.put("who", "somebody"));
            assertThat(logged()).containsExactly(Map.entry("who", "ann"));
            ann.with(WHO, "bob").run(() -> MDC.remove("who"));
            assertThat(logged()).containsExactly(Map.entry("who", "ann"));
        });
    }

    @Test
    void takesOutWhatOnlyTheOuterContextHad() {
        ann.with(SIZE, 1).run(() -> {
            assertThat(ann.call(LogMarkTest::logged)).containsExactly(Map.entry("who", "ann"));
            assertThat(RequestContext.empty().call(LogMarkTest::logged)).isEmpty();
            assertThat(RequestContext.current().without(WHO).call(LogMarkTest::logged))
                    .isEqualTo(Map.of("size", "1", "big", "false"));
            assertThat(logged()).hasSize(3);
        });
    }

    @Test
    void holdsNothingMoreForHidingAnOuterOne() {
        RequestContext hiding = ann.call(() -> RequestContext.empty().call(RequestContext::current));

        assertThat(hiding.get(WHO)).isNull();
        assertThat(hiding.with(WHO, "bob").with(UNLOGGED, "x").without(WHO).get(UNLOGGED))
                .isEqualTo("x");
        assertThat(ann.withAll(hiding).get(WHO)).isEqualTo("ann");
        assertThat(hiding).hasToString("RequestContext[]");
    }

    @Test
    void leavesAloneWhatOthersPutIntoTheLogContext() {
        MDC.put("who", "somebody");
        MDC.put("other", "thing");

        assertThat(ann.call(LogMarkTest::logged)).isEqualTo(Map.of("who", "ann", "other", "thing"));
        assertThat(logged()).isEqualTo(Map.of("who", "somebody", "other", "thing"));
        MDC.clear();
    }

    @Test
    void hasNoFieldTwice() {
        assertThatThrownBy(() -> WHO.inLogs("who", who -> "again"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("who");
    }

    @Test
    void unmarksAfterWorkThatFails() {
        assertThatThrownBy(() -> ann.run(() -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void marksAnyThreadThatItIsCarriedTo() throws Exception {
        Callable<Map<String, String>> work = LogMarkTest::logged;
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            assertThat(pool.submit(ann.wrap(work)).get()).containsExactly(Map.entry("who", "ann"));
            assertThat(ann.call(() -> RequestContext.wrap(pool).submit(work)).get())
                    .containsExactly(Map.entry("who", "ann"));
            assertThat(pool.submit(work).get()).isEmpty();
        } finally {
            pool.shutdown();
        }
    }

    private static Map<String, String> logged() {
        Map<String, String> fields = MDC.getCopyOfContextMap();
        return fields == null ? Map.of() : new TreeMap<>(fields);
    }
}

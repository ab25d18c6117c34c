package dev.nostage.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import dev.nostage.testkit.WideEventSinkContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the contract says of sinks that a user may well write. */
class BrokenSinksTest {

    @Test
    void finds() {
        assertThat(Verdicts.of(Whole.class)).isEmpty();
        assertThat(Verdicts.of(KnowsTextsOnly.class)).containsKey("takesWhateverIsNoted");
        assertThat(Verdicts.of(NeedsShortNames.class)).containsOnlyKeys("takesWhateverANoteIsCalled");
        assertThat(Verdicts.of(OneARoute.class)).containsKey("losesNoneOfThoseThatComeAtOnce");
        assertThat(Verdicts.of(Waits.class))
                .containsOnlyKeys("doesNotWaitNorForgetThatItsThreadIsInterrupted")
                .hasEntrySatisfying(
                        "doesNotWaitNorForgetThatItsThreadIsInterrupted",
                        message -> assertThat(message).contains("swallowed"));
        assertThat(Verdicts.of(AnsweredOnly.class)).containsOnlyKeys("takesARequestHoweverItEnds");
        assertThat(Verdicts.of(ThrowsAfterwards.class)).containsOnlyKeys("takesARequestHoweverItEnds");
        assertThat(Verdicts.of(Twice.class)).containsKey("takesTheEventOfEachRequest");
    }

    abstract static class OfCollected extends WideEventSinkContract {

        Collection<Object> collected = Collections.synchronizedList(new ArrayList<>());

        abstract void take(WideEvent event);

        @Override
        protected WideEventSink sink() {
            return this::take;
        }

        @Override
        protected int arrived() {
            return collected.size();
        }
    }

    static class Whole extends OfCollected {

        @Override
        void take(WideEvent event) {
            collected.add(event.notes());
        }
    }

    static class KnowsTextsOnly extends OfCollected {

        @Override
        void take(WideEvent event) {
            Object value = event.notes().get("value");
            collected.add(value == null ? "" : (String) value);
        }
    }

    static class NeedsShortNames extends OfCollected {

        @Override
        void take(WideEvent event) {
            event.notes().keySet().forEach(key -> {
                if (key.isEmpty() || key.length() > 255) {
                    throw new IllegalArgumentException("A column has a short name");
                }
            });
            collected.add(event);
        }
    }

    /** Of those that are noted by the same thread, it keeps the last. */
    static class OneARoute extends OfCollected {

        private final Map<Object, WideEvent> last = new ConcurrentHashMap<>();

        @Override
        void take(WideEvent event) {
            last.put(event.notes().getOrDefault("thread", event), event);
        }

        @Override
        protected int arrived() {
            return last.size();
        }
    }

    static class Waits extends OfCollected {

        private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(1000);

        @Override
        void take(WideEvent event) {
            try {
                queue.put(event);
            } catch (InterruptedException e) {
                queue.add(event);
            }
        }

        @Override
        protected int arrived() {
            return queue.size();
        }
    }

    static class AnsweredOnly extends OfCollected {

        @Override
        void take(WideEvent event) {
            if (event.notes().get("outcome").equals("answered")) {
                collected.add(event);
            }
        }
    }

    static class ThrowsAfterwards extends OfCollected {

        @Override
        void take(WideEvent event) {
            collected.add(event);
            if (event.notes().containsKey("error")) {
                throw new IllegalStateException("nobody wants to read of errors");
            }
        }
    }

    static class Twice extends OfCollected {

        @Override
        void take(WideEvent event) {
            collected.addAll(List.of(event, event));
        }
    }
}

package dev.nostage.testkit.isolation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How long one looks whether answers change by themselves. */
enum Patience {
    /** Two answers are compared. */
    SHORT(Duration.ZERO),

    /** So long that a clock of whole seconds moves on. */
    LONG(Duration.ofMillis(1100));

    private final Duration atLeast;

    Patience(Duration atLeast) {
        this.atLeast = atLeast;
    }

    /** What is answered to each question each time. */
    List<Wording> ask(List<Callable<Reply>> questions) throws Exception {
        return ask(questions, Clock.systemUTC());
    }

    /** The same, by a clock. Each is asked once more when all has passed since its first answer, however long answers take. */
    List<Wording> ask(List<Callable<Reply>> questions, Clock clock) throws Exception {
        List<Wording> said = once(questions);
        Instant end = clock.instant().plus(atLeast);
        boolean enough;
        do {
            enough = !clock.instant().isBefore(end);
            List<Wording> again = once(questions);
            for (int i = 0; i < again.size(); i++) {
                said.set(i, said.get(i).agreedWith(again.get(i)));
            }
        } while (!enough);
        return said;
    }

    private static List<Wording> once(List<Callable<Reply>> questions) throws Exception {
        List<Wording> said = new ArrayList<>();
        for (Callable<Reply> question : questions) {
            said.add(Wording.of(question.call()));
        }
        return said;
    }
}

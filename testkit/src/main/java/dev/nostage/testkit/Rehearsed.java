package dev.nostage.testkit;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What calls answered around a launch.
 *
 * @param launch the moment
 * @param answers of each call, in the order in which they were named
 */
public record Rehearsed(Instant launch, List<Answers> answers) {

    public Rehearsed {
        answers = List.copyOf(answers);
    }

    /**
     * What a call answered at one moment.
     *
     * @param failed whether it threw this
     */
    public record Answer(String text, boolean failed) {}

    /**
     * What one call answered.
     *
     * @param ends whether it is to fail from the launch on
     * @param before a second before the launch
     * @param at at it
     * @param after a second after it
     */
    public record Answers(String call, boolean ends, Answer before, Answer at, Answer after) {

        public boolean isChanged() {
            return !before.equals(at);
        }

        /** Whether it goes on as it began. */
        public boolean isSettled() {
            return at.equals(after);
        }
    }

    /**
     * Prints the report, and passes if these calls and those that end changed at the launch, all others did not, none changed
     * again, and none failed from the launch on that was not to end there.
     *
     * @throws IllegalArgumentException if a name is none of a call
     */
    public Rehearsed changesOnly(String... calls) {
        Set<String> expected = new LinkedHashSet<>(List.of(calls));
        answers.forEach(answer -> expected.remove(answer.call()));
        if (!expected.isEmpty()) {
            throw new IllegalArgumentException("No call is named " + expected);
        }
        System.out.println(this);
        Set<String> changing = Set.of(calls);
        for (Answers answer : answers) {
            String complaint = complaint(answer, answer.ends() || changing.contains(answer.call()));
            if (!complaint.isEmpty()) {
                throw new AssertionError(answer.call() + " " + complaint + System.lineSeparator() + this);
            }
        }
        return this;
    }

    private static String complaint(Answers answer, boolean changes) {
        if (!answer.isSettled()) {
            return "changed again a second after the launch: if its answer tells the time or an id, leave that out by"
                    + " ignoring(regex)";
        }
        if (answer.at().failed() && answer.before().failed()) {
            return "fails before the launch and from then on, which shows nothing: call what answers";
        }
        if (answer.at().failed() && !answer.ends()) {
            return "answers until the launch, and fails from then on: if it is to end there, add it by ends(name, call)";
        }
        if (answer.ends() && !answer.at().failed()) {
            return "was to end at the launch, and still answers";
        }
        if (changes && !answer.isChanged()) {
            return "did not change at the launch";
        }
        return !changes && answer.isChanged() ? "changed at the launch, and was not meant to" : "";
    }

    /** The report: each call, and what it answered where that changed. */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder("At " + launch);
        for (Answers answer : answers) {
            boolean same = !answer.isChanged() && answer.isSettled();
            line(report, same ? "the same" : "changed ", answer.call());
            if (!same) {
                line(report, "   T-1 s", answer.before().text());
                line(report, "       T", answer.at().text());
            }
            if (!answer.isSettled()) {
                line(report, "   T+1 s", answer.after().text());
            }
        }
        return report.toString();
    }

    private static void line(StringBuilder report, String what, String text) {
        report.append(System.lineSeparator())
                .append("  ")
                .append(what)
                .append("  ")
                .append(text);
    }
}

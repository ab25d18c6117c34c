package dev.nostage.testkit;

import dev.nostage.timemachine.AsOf.Freeze;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.TimeMachine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Makes the same calls a second before a launch, at it and a second after it, and compares what they answer. Time stands
 * still in each, in the test's own code and, with {@link InTenant}, in every service that an injected HTTP client calls.
 *
 * <p>Answers are compared as texts. What a call throws is its answer too: a route may be unknown before its launch.
 */
public final class LaunchRehearsal {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Instant launch;
    private final TimeMachine timeMachine = new TimeMachine(Clock.systemUTC());
    private final Map<String, Callable<?>> calls = new LinkedHashMap<>();
    private final List<Pattern> ignored = new ArrayList<>();

    private LaunchRehearsal(Instant launch) {
        this.launch = launch;
    }

    public static LaunchRehearsal of(Launch launch) {
        return at(launch.from());
    }

    /** Of what goes live, or ends, at this moment. */
    public static LaunchRehearsal at(Instant launch) {
        return new LaunchRehearsal(launch);
    }

    /**
     * One more call to make.
     *
     * @param name what it is called in the report, each once, such as {@code GET /sale}
     * @throws IllegalArgumentException if another is called so
     */
    public LaunchRehearsal call(String name, Callable<?> call) {
        if (calls.putIfAbsent(name, call) != null) {
            throw new IllegalArgumentException("Two calls are named \"" + name + "\"");
        }
        return this;
    }

    /** What a regular expression finds in an answer counts for no change: the time of day, an id. */
    public LaunchRehearsal ignoring(String regex) {
        ignored.add(Pattern.compile(regex));
        return this;
    }

    /** Makes every call at each of the three moments, one moment after the other. */
    public Rehearsed run() {
        if (calls.isEmpty()) {
            throw new IllegalStateException("There is nothing to rehearse: add what to call, by call(name, call)");
        }
        List<String> before = answers(launch.minus(SECOND));
        List<String> at = answers(launch);
        List<String> after = answers(launch.plus(SECOND));
        List<Rehearsed.Answers> answers = new ArrayList<>();
        for (String name : calls.keySet()) {
            int call = answers.size();
            answers.add(new Rehearsed.Answers(name, before.get(call), at.get(call), after.get(call)));
        }
        return new Rehearsed(launch, answers);
    }

    private List<String> answers(Instant moment) {
        return timeMachine
                .asOf(new Freeze(moment))
                .call(() -> calls.values().stream()
                        .map(LaunchRehearsal::answer)
                        .map(this::withoutIgnored)
                        .toList());
    }

    private static String answer(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The rehearsal was interrupted", e);
        } catch (Exception e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private String withoutIgnored(String answer) {
        String rest = answer;
        for (Pattern pattern : ignored) {
            rest = pattern.matcher(rest).replaceAll("…");
        }
        return rest;
    }
}

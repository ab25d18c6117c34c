package dev.nostage.testkit;

import dev.nostage.testkit.Rehearsed.Answer;
import dev.nostage.timemachine.AsOf.Freeze;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.TimeMachine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Makes the same calls a second before a launch, at it and a second after it, and compares what they answer. Time stands
 * still in each, in the test's own code and, with {@link InTenant}, in every service that an injected HTTP client calls.
 *
 * <p>Answers are compared as texts. A call may fail before the launch, as a route does that is unknown then; one that fails
 * from then on is meant to if it was added by {@link #ends}.
 */
public final class LaunchRehearsal {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Instant launch;
    private final TimeMachine timeMachine = new TimeMachine(Clock.systemUTC());
    private final Map<String, Callable<?>> calls = new LinkedHashMap<>();
    private final Set<String> ending = new HashSet<>();
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

    /** As {@link #call}, of what answers until the launch, and fails from then on. */
    public LaunchRehearsal ends(String name, Callable<?> call) {
        ending.add(name);
        return call(name, call);
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
        List<Answer> before = answers(launch.minus(SECOND));
        List<Answer> at = answers(launch);
        List<Answer> after = answers(launch.plus(SECOND));
        List<Rehearsed.Answers> answers = new ArrayList<>();
        for (String name : calls.keySet()) {
            int call = answers.size();
            answers.add(new Rehearsed.Answers(
                    name, ending.contains(name), before.get(call), at.get(call), after.get(call)));
        }
        return new Rehearsed(launch, answers);
    }

    private List<Answer> answers(Instant moment) {
        return timeMachine
                .asOf(new Freeze(moment))
                .call(() -> calls.values().stream().map(this::answer).toList());
    }

    private Answer answer(Callable<?> call) {
        try {
            return new Answer(withoutIgnored(String.valueOf(call.call())), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The rehearsal was interrupted", e);
        } catch (Exception e) {
            return new Answer(withoutIgnored(e.getClass().getSimpleName() + ": " + e.getMessage()), true);
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

package dev.nostage.partitioning.leak;

import java.util.List;

/**
 * What came of a probe.
 *
 * @param leaks what the attacker saw or changed of another's; empty if it was stopped
 * @param refusal why it ended early, or an empty text
 */
record Outcome(List<String> leaks, String refusal) {

    boolean stopped() {
        return leaks.isEmpty();
    }

    boolean refused() {
        return !refusal.isEmpty();
    }
}

package dev.nostage.partitioning.database;

import java.util.List;
import java.util.stream.Collectors;

/** A database leaves tenants unprotected, and so is not used. */
public final class UnwalledException extends RuntimeException {

    private final transient List<Finding> findings;

    UnwalledException(String database, List<Finding> findings) {
        super(findings.stream()
                .map(finding -> "\n  - " + finding)
                .collect(Collectors.joining(
                        "",
                        "Database \"" + database + "\" leaves tenants unprotected (" + findings.size()
                                + (findings.size() == 1 ? " finding):" : " findings):"),
                        "\nRun the statements in this order, as the tables' owner where nobody else is named, or set nostage.partitioning.verify"
                                + " to warn until they have run")));
        this.findings = List.copyOf(findings);
    }

    /** All of them, in the order in which they are mended. */
    public List<Finding> findings() {
        return findings;
    }
}

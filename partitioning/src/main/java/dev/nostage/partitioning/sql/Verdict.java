package dev.nostage.partitioning.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a statement's text before it runs. */
public sealed interface Verdict {

    /**
     * It keeps to one tenant, if all of these are that tenant.
     *
     * @param parameters positions of JDBC parameters, from 1 and ascending
     * @param literals values that stand in the text, each once
     */
    record Proven(List<Integer> parameters, List<String> literals, JudgedStatement statement) implements Verdict {

        public Proven {
            parameters = List.copyOf(parameters);
            literals = List.copyOf(literals);
        }

        /** Whether it touches rows that are a tenant's; one that does not needs no tenant. */
        public boolean isPartitioned() {
            return !parameters.isEmpty() || !literals.isEmpty();
        }
    }

    /**
     * It may reach another tenant's rows, or cannot be understood.
     *
     * @param table the table that it is about, or null if it is about none
     * @param reason what is missing and what to write instead, without a value of the statement's
     */
    record Refused(@Nullable String table, String reason) implements Verdict {

        public String message() {
            return (table == null ? "Statement " : "Statement on table \"" + table + "\" ") + reason;
        }
    }
}

package dev.nostage.partitioning.sql;

import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What is known of a statement's text before it runs. */
public sealed interface Verdict {

    /**
     * It keeps to one tenant, if all of these are that tenant.
     *
     * @param parameters positions of JDBC parameters, from 1 and ascending
     * @param literals values that stand in the text, each once
     * @param times positions of JDBC parameters that are read as a time, ascending; none of them must be the tenant
     */
    record Proven(List<Integer> parameters, List<String> literals, List<Integer> times, JudgedStatement statement)
            implements Verdict {

        public Proven {
            parameters = List.copyOf(parameters);
            literals = List.copyOf(literals);
            times = List.copyOf(times);
        }

        /**
         * What it does with values that are bound: a text that is read as a time may be {@code now}.
         *
         * @param values what is bound at a position, or null where nothing is that is known
         */
        public Proven with(IntFunction<? extends @Nullable Object> values) {
            Set<String> spoken = new TreeSet<>();
            for (int position : times) {
                Object value = values.apply(position);
                if (value != null && !(value instanceof Temporal) && !(value instanceof Date)) {
                    spoken.addAll(SpokenTimes.in(value.toString(), true));
                }
            }
            return spoken.isEmpty() ? this : new Proven(parameters, literals, times, statement.asking(spoken));
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

package dev.nostage.context;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What of a context stands in the log context (SLF4J's {@code MDC}) of a thread that it is bound to. */
final class LogMark {

    private static final LogMark NONE = new LogMark(new String[0], new String[0]);

    private final String[] names;

    /** By the place of their names. A null is taken out of the log context: an outer context put it there. */
    private final @Nullable String[] values;

    private LogMark(String[] names, @Nullable String[] values) {
        this.names = names;
        this.values = values;
    }

    /** {@code mark}, and what a further value logs. */
    static <T> @Nullable LogMark with(@Nullable LogMark mark, Key<T> key, T value) {
        LogMark marked = mark;
        for (Key.LogField<T> field : key.logFields()) {
            marked = with(marked, field.name(), field.value().apply(value));
        }
        return marked;
    }

    /** {@code inner}, which also hides what {@code outer} logs and it does not. */
    @SuppressWarnings("ReferenceEquality") // nearly always they are the same list; equal ones hide nothing either
    static @Nullable LogMark inside(@Nullable LogMark outer, @Nullable LogMark inner) {
        if (outer == null || (inner != null && outer.names == inner.names)) {
            return inner;
        }
        LogMark hiding = inner;
        for (String name : outer.names) {
            if (inner == null || inner.place(name) < 0) {
                hiding = with(hiding, name, null);
            }
        }
        return hiding;
    }

    private static LogMark with(@Nullable LogMark mark, String name, @Nullable String value) {
        LogMark present = mark == null ? NONE : mark;
        int place = present.place(name);
        if (place >= 0) {
            @Nullable String[] values = present.values.clone();
            values[place] = value;
            return new LogMark(present.names, values);
        }
        int length = present.names.length;
        String[] names = Arrays.copyOf(present.names, length + 1);
        @Nullable String[] values = Arrays.copyOf(present.values, length + 1);
        names[length] = name;
        values[length] = value;
        return new LogMark(names, values);
    }

    private int place(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Writes this mark into the thread's log context, and answers with what stood in its place. */
    @Nullable
    String[] write() {
        @Nullable String[] before = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            before[i] = MDC.get(names[i]);
            if (!Objects.equals(values[i], before[i])) {
                put(names[i], values[i]);
            }
        }
        return before;
    }

    /** Whatever the work has put in the place of a mark meanwhile. */
    void restore(@Nullable String[] before) {
        for (int i = 0; i < names.length; i++) {
            boolean isLeftAlone = Objects.equals(before[i], values[i]);
            if (!isLeftAlone || !Objects.equals(before[i], MDC.get(names[i]))) {
                put(names[i], before[i]);
            }
        }
    }

    private static void put(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}

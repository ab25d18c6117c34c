package dev.nostage.context;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What of a context stands in the log context (SLF4J's {@code MDC}) of a thread that it is bound to. */
final class LogMark {

    /** What stood in the place of marks where nothing did, as is nearly always so. */
    private static final @Nullable String[] NOTHING = {};

    private static final LogMark NONE = new LogMark(new String[0], new String[0]);

    private final String[] names;

    /** By the place of their names. A null is taken out of the log context: an outer context put it there. */
    private final @Nullable String[] values;

    private LogMark(String[] names, @Nullable String[] values) {
        this.names = names;
        this.values = values;
    }

    /** {@code mark}, and what a further value logs. */
    static <T> LogMark with(@Nullable LogMark mark, Key<T> key, T value) {
        LogMark present = mark == null ? NONE : mark;
        List<Key.LogField<T>> fields = key.logFields();
        int length = present.names.length;
        int more = 0;
        for (int i = 0; i < fields.size(); i++) { // no iterators: this is done for each request
            more += present.place(fields.get(i).name()) < 0 ? 1 : 0;
        }
        String[] names = more == 0 ? present.names : Arrays.copyOf(present.names, length + more);
        @Nullable String[] values = Arrays.copyOf(present.values, length + more);
        for (int i = 0; i < fields.size(); i++) {
            Key.LogField<T> field = fields.get(i);
            int place = present.place(field.name());
            if (place < 0) {
                place = length++;
                names[place] = field.name();
            }
            values[place] = field.value().apply(value);
        }
        return new LogMark(names, values);
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
        @Nullable String[] before = NOTHING;
        for (int i = 0; i < names.length; i++) {
            String present = MDC.get(names[i]);
            if (present != null && before.length == 0) {
                before = new String[names.length];
            }
            if (present != null) {
                before[i] = present;
            }
            if (!Objects.equals(values[i], present)) {
                put(names[i], values[i]);
            }
        }
        return before;
    }

    /** Whatever the work has put in the place of a mark meanwhile. */
    void restore(@Nullable String[] before) {
        for (int i = 0; i < names.length; i++) {
            String wanted = before.length == 0 ? null : before[i];
            boolean isLeftAlone = Objects.equals(wanted, values[i]);
            if (!isLeftAlone || !Objects.equals(wanted, MDC.get(names[i]))) {
                put(names[i], wanted);
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

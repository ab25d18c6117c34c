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

    private static final LogMark NONE = new LogMark(new String[0]);

    /** Names, each before its value. A value that is null is taken out of the log context: an outer context put it there. */
    private final @Nullable String[] fields;

    private LogMark(@Nullable String[] fields) {
        this.fields = fields;
    }

    /** {@code mark}, and what a further value logs. */
    static <T> LogMark with(@Nullable LogMark mark, Key<T> key, T value) {
        LogMark present = mark == null ? NONE : mark;
        List<Key.LogField<T>> logged = key.logFields();
        int length = present.fields.length;
        int more = 0;
        for (int i = 0; i < logged.size(); i++) { // no iterators: this is done for each request
            more += present.place(logged.get(i).name()) < 0 ? 2 : 0;
        }
        @Nullable String[] fields = Arrays.copyOf(present.fields, length + more);
        for (int i = 0; i < logged.size(); i++) {
            Key.LogField<T> field = logged.get(i);
            int place = present.place(field.name());
            if (place < 0) {
                place = length;
                fields[place] = field.name();
                length += 2;
            }
            fields[place + 1] = field.value().apply(value);
        }
        return new LogMark(fields);
    }

    /** {@code inner}, which also hides what {@code outer} logs and it does not. */
    static @Nullable LogMark inside(@Nullable LogMark outer, @Nullable LogMark inner) {
        LogMark hiding = inner;
        for (int i = 0; outer != null && i < outer.fields.length; i += 2) {
            if (inner == null || inner.place(outer.name(i)) < 0) {
                hiding = (hiding == null ? NONE : hiding).hiding(outer.name(i));
            }
        }
        return hiding;
    }

    private LogMark hiding(String name) {
        int length = fields.length;
        @Nullable String[] more = Arrays.copyOf(fields, length + 2);
        more[length] = name;
        return new LogMark(more);
    }

    private String name(int place) {
        return Objects.requireNonNull(fields[place]);
    }

    private int place(String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Writes this mark into the thread's log context, and answers with what stood in its place. */
    @Nullable
    String[] write() {
        @Nullable String[] before = NOTHING;
        for (int i = 0; i < fields.length; i += 2) {
            String present = MDC.get(name(i));
            if (present != null && before.length == 0) {
                before = new String[fields.length];
            }
            if (present != null) {
                before[i] = present;
            }
            if (!Objects.equals(fields[i + 1], present)) {
                put(name(i), fields[i + 1]);
            }
        }
        return before;
    }

    /** Whatever the work has put in the place of a mark meanwhile. */
    void restore(@Nullable String[] before) {
        for (int i = 0; i < fields.length; i += 2) {
            String wanted = before.length == 0 ? null : before[i];
            boolean isLeftAlone = Objects.equals(wanted, fields[i + 1]);
            if (!isLeftAlone || !Objects.equals(wanted, MDC.get(name(i)))) {
                put(name(i), wanted);
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

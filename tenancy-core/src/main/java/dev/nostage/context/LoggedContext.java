package dev.nostage.context;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A context of which a part stands in the log context of every thread that it is bound to. A class of its own, so that
 * binding whatever is not logged costs nothing more.
 */
final class LoggedContext extends RequestContext implements ThreadPropagatedContextElement<@Nullable String[]> {

    private static final String[] NONE = {};

    private final String[] names;

    /** By the place of their names. A null is taken out of the log context: an outer context put it there. */
    private final @Nullable String[] values;

    private LoggedContext(RequestContext like, SortedMap<String, @Nullable String> fields) {
        super(like);
        this.names = fields.keySet().toArray(String[]::new);
        this.values = fields.values().toArray(String[]::new);
    }

    private LoggedContext(RequestContext like, LoggedContext logged) {
        super(like);
        this.names = logged.names;
        this.values = logged.values;
    }

    /** {@code last}, whose last value has this key, as it is logged upon what {@code rest} logs. */
    static LoggedContext of(RequestContext last, Key<?> key, Object value, RequestContext rest) {
        if (rest instanceof LoggedContext logged && !key.isLogged()) {
            return new LoggedContext(last, logged);
        }
        SortedMap<String, @Nullable String> fields = fields(rest);
        fields.putAll(key.logFields(value));
        return new LoggedContext(last, fields);
    }

    /** {@code inner}, which also hides what {@code outer} logs and it does not. */
    static RequestContext inside(RequestContext outer, RequestContext inner) {
        String[] hidden = names(outer);
        if (hidden.length == 0 || Arrays.equals(hidden, names(inner))) {
            return inner;
        }
        SortedMap<String, @Nullable String> fields = new TreeMap<>();
        for (String name : hidden) {
            fields.put(name, null);
        }
        fields.putAll(fields(inner));
        return new LoggedContext(inner, fields);
    }

    private static String[] names(RequestContext context) {
        return context instanceof LoggedContext logged ? logged.names : NONE;
    }

    private static SortedMap<String, @Nullable String> fields(RequestContext context) {
        SortedMap<String, @Nullable String> fields = new TreeMap<>();
        if (context instanceof LoggedContext logged) {
            for (int i = 0; i < logged.names.length; i++) {
                fields.put(logged.names[i], logged.values[i]);
            }
        }
        return fields;
    }

    @Override
    public @Nullable String[] updateThreadContext() {
        @Nullable String[] before = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            before[i] = MDC.get(names[i]);
        }
        write(before, values);
        return before;
    }

    @Override
    public void restoreThreadContext(@Nullable String @Nullable [] before) {
        if (before != null) {
            write(values, before);
        }
    }

    private void write(@Nullable String[] present, @Nullable String[] wanted) {
        for (int i = 0; i < names.length; i++) {
            String value = wanted[i];
            if (value == null) {
                MDC.remove(names[i]);
            } else if (!Objects.equals(value, present[i])) {
                MDC.put(names[i], value);
            }
        }
    }
}

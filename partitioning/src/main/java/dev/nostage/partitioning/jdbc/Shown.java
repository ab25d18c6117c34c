package dev.nostage.partitioning.jdbc;

import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Wrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver answers, in a form that leads to nothing behind the wall, however far one goes: what it answers in turn is
 * shown in the same way.
 */
final class Shown {

    /** What leads on to the driver's connection in one way or another; what is two of them comes first as the narrower. */
    private static final List<Class<?>> LEADING = List.of(
            Array.class,
            Struct.class,
            Ref.class,
            SQLXML.class,
            NClob.class,
            Clob.class,
            Blob.class,
            Savepoint.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class);

    private final ShowingConnection connection;
    private final Reader reader;

    /** Whoever may read rows. */
    @FunctionalInterface
    interface Reader {

        Reader ANYBODY = () -> {};

        /** Returns if that is who reads here and now. */
        void demand() throws SQLException;
    }

    /** @param reader asked at each row of the results in it */
    Shown(ShowingConnection connection, Reader reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /** Passes if a row may be read here and now. */
    void demand() throws SQLException {
        reader.demand();
    }

    <T> @Nullable T as(Class<T> type, @Nullable T answer) throws SQLException {
        return type.cast(of(answer));
    }

    @Nullable
    Object of(@Nullable Object answer) throws SQLException {
        if (answer instanceof Object[] elements) {
            return elements(elements);
        }
        if (answer instanceof ResultSet rows) {
            return new WalledResultSet(rows, null, this);
        }
        if (answer instanceof Connection) {
            return connection;
        }
        if (answer instanceof Blob || answer instanceof Clob) {
            connection.refuseLargeObjects();
        }
        for (Class<?> type : LEADING) {
            if (type.isInstance(answer)) {
                return shielded(type, answer);
            }
        }
        if (answer instanceof Wrapper) {
            return hidden(answer);
        }
        return answer;
    }

    private <T> Object shielded(Class<T> type, Object answer) {
        return Shield.over(type, type.cast(answer), this);
    }

    /** Nobody needs the statement that something was read by; all else would be news. */
    private static @Nullable Object hidden(Object answer) throws SQLException {
        if (answer instanceof Statement) {
            return null;
        }
        throw Unwrappable.refusal(answer.getClass());
    }

    @SuppressWarnings("ReferenceEquality") // whether it was hidden is what is asked
    private @Nullable Object[] elements(@Nullable Object[] elements) throws SQLException {
        if (areValues(elements.getClass())) {
            return elements;
        }
        @Nullable Object[] shown = new @Nullable Object[elements.length];
        boolean same = true;
        for (int i = 0; i < elements.length; i++) {
            shown[i] = of(elements[i]);
            same &= shown[i] == elements[i];
        }
        return same ? elements : shown;
    }

    private static boolean areValues(Class<?> array) {
        Class<?> element = array;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return Modifier.isFinal(element.getModifiers());
    }
}

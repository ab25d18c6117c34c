package dev.nostage.partitioning.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Wrapper;

/** What nobody gets behind. */
abstract class Unwrappable implements Wrapper {

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw refusal(type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    static SQLException refusal(Class<?> type) {
        return new SQLFeatureNotSupportedException("What is behind the wall is not handed out, and so no "
                + type.getSimpleName() + ": use plain JDBC, or work that needs the driver on a data source of its own");
    }
}

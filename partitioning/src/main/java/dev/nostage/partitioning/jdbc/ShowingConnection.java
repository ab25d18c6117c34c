package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.Shown.Reader;
import dev.nostage.partitioning.jdbc.Turn.Step;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Struct;
import org.jspecify.annotations.Nullable;

/** A connection that shows what its driver makes, and takes it back, one thread after the other. */
abstract class ShowingConnection extends DelegatingConnection {

    final Shown shown = new Shown(this, Reader.ANYBODY);
    final Turn turn = new Turn();
    private @Nullable Boolean keepsApart;

    ShowingConnection(Connection physical) {
        super(physical);
    }

    <R extends @Nullable Object> R inTurn(Step<R> step) throws SQLException {
        return turn.take(step);
    }

    void doInTurn(Action action) throws SQLException {
        turn.<@Nullable Void>take(() -> {
            action.run();
            return null;
        });
    }

    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    /** PostgreSQL keeps what a Blob or a Clob holds outside of the table and of all walls, for whoever has its number. */
    void refuseLargeObjects() throws SQLException {
        if (keepsApart == null) {
            keepsApart = "PostgreSQL".equals(physical.getMetaData().getDatabaseProductName());
        }
        if (keepsApart) {
            throw refusal(
                    "PostgreSQL keeps a Blob and a Clob outside of its row, where every tenant reads it by number:"
                            + " make the column bytea or text, and use getBytes and setBytes, or getString and setString");
        }
    }

    @Override
    public @Nullable DatabaseMetaData getMetaData() throws SQLException {
        return shown.as(DatabaseMetaData.class, physical.getMetaData());
    }

    @Override
    public @Nullable Array createArrayOf(String typeName, @Nullable Object[] elements) throws SQLException {
        return shown.as(Array.class, physical.createArrayOf(typeName, Shield.behind(elements)));
    }

    @Override
    public @Nullable Struct createStruct(String typeName, @Nullable Object[] attributes) throws SQLException {
        return shown.as(Struct.class, physical.createStruct(typeName, Shield.behind(attributes)));
    }

    @Override
    public @Nullable SQLXML createSQLXML() throws SQLException {
        return shown.as(SQLXML.class, physical.createSQLXML());
    }

    @Override
    public @Nullable Blob createBlob() throws SQLException {
        refuseLargeObjects();
        return shown.as(Blob.class, physical.createBlob());
    }

    @Override
    public @Nullable Clob createClob() throws SQLException {
        refuseLargeObjects();
        return shown.as(Clob.class, physical.createClob());
    }

    @Override
    public @Nullable NClob createNClob() throws SQLException {
        refuseLargeObjects();
        return shown.as(NClob.class, physical.createNClob());
    }

    @Override
    public @Nullable Savepoint setSavepoint() throws SQLException {
        return shown.as(Savepoint.class, physical.setSavepoint());
    }

    @Override
    public @Nullable Savepoint setSavepoint(String name) throws SQLException {
        return shown.as(Savepoint.class, physical.setSavepoint(name));
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        physical.releaseSavepoint(Shield.behind(savepoint));
    }

    static SQLException refusal(String reason) {
        return new SQLFeatureNotSupportedException(reason);
    }
}

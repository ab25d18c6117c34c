package dev.nostage.partitioning.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** Binds what cannot name a tenant: times, bytes, streams and what they are read from. */
@SuppressWarnings("deprecation")
abstract class BindingOfObjects extends WalledStatement<PreparedStatement> implements PreparedStatement {

    private final int shift;

    /** @param shift how many parameters there are before the statement's own */
    BindingOfObjects(WalledConnection connection, PreparedStatement physical, int shift) {
        super(connection, physical);
        this.shift = shift;
    }

    /** Notes a value that might name a tenant; null is none that does. */
    abstract void bound(int position, @Nullable Object value);

    /** Hands a value to the driver, in the parameter of this number. */
    @FunctionalInterface
    interface Setting {
        void at(int position) throws SQLException;
    }

    final void bind(int position, Setting value) throws SQLException {
        bind(position, null, value);
    }

    /**
     * Forgets what was bound, before something else is: should that fail, nobody knows what the driver kept.
     *
     * @param noted what might name a tenant
     */
    final void bind(int position, @Nullable Object noted, Setting value) throws SQLException {
        connection.turn.begin();
        try {
            bound(position, null);
            value.at(position + shift);
            bound(position, noted);
        } finally {
            connection.turn.end();
        }
    }

    /** Binds what some databases keep outside of the row. */
    final void bindLarge(int position, Setting value) throws SQLException {
        connection.refuseLargeObjects();
        bind(position, value);
    }

    @Override
    public void setArray(int position, Array value) throws SQLException {
        bind(position, at -> physical.setArray(at, Shield.behind(value)));
    }

    @Override
    public void setAsciiStream(int position, InputStream value, int length) throws SQLException {
        bind(position, at -> physical.setAsciiStream(at, value, length));
    }

    @Override
    public void setAsciiStream(int position, InputStream value, long length) throws SQLException {
        bind(position, at -> physical.setAsciiStream(at, value, length));
    }

    @Override
    public void setAsciiStream(int position, InputStream value) throws SQLException {
        bind(position, at -> physical.setAsciiStream(at, value));
    }

    @Override
    public void setBinaryStream(int position, InputStream value, int length) throws SQLException {
        bind(position, at -> physical.setBinaryStream(at, value, length));
    }

    @Override
    public void setBinaryStream(int position, InputStream value, long length) throws SQLException {
        bind(position, at -> physical.setBinaryStream(at, value, length));
    }

    @Override
    public void setBinaryStream(int position, InputStream value) throws SQLException {
        bind(position, at -> physical.setBinaryStream(at, value));
    }

    @Override
    public void setBlob(int position, InputStream value, long length) throws SQLException {
        bindLarge(position, at -> physical.setBlob(at, value, length));
    }

    @Override
    public void setBlob(int position, InputStream value) throws SQLException {
        bindLarge(position, at -> physical.setBlob(at, value));
    }

    @Override
    public void setBlob(int position, Blob value) throws SQLException {
        bindLarge(position, at -> physical.setBlob(at, Shield.behind(value)));
    }

    @Override
    public void setBytes(int position, byte[] value) throws SQLException {
        bind(position, at -> physical.setBytes(at, value));
    }

    @Override
    public void setCharacterStream(int position, Reader value, int length) throws SQLException {
        bind(position, at -> physical.setCharacterStream(at, value, length));
    }

    @Override
    public void setCharacterStream(int position, Reader value, long length) throws SQLException {
        bind(position, at -> physical.setCharacterStream(at, value, length));
    }

    @Override
    public void setCharacterStream(int position, Reader value) throws SQLException {
        bind(position, at -> physical.setCharacterStream(at, value));
    }

    @Override
    public void setClob(int position, Reader value, long length) throws SQLException {
        bindLarge(position, at -> physical.setClob(at, value, length));
    }

    @Override
    public void setClob(int position, Reader value) throws SQLException {
        bindLarge(position, at -> physical.setClob(at, value));
    }

    @Override
    public void setClob(int position, Clob value) throws SQLException {
        bindLarge(position, at -> physical.setClob(at, Shield.behind(value)));
    }

    @Override
    public void setDate(int position, Date value, Calendar calendar) throws SQLException {
        bind(position, at -> physical.setDate(at, value, calendar));
    }

    @Override
    public void setDate(int position, Date value) throws SQLException {
        bind(position, at -> physical.setDate(at, value));
    }

    @Override
    public void setNCharacterStream(int position, Reader value, long length) throws SQLException {
        bind(position, at -> physical.setNCharacterStream(at, value, length));
    }

    @Override
    public void setNCharacterStream(int position, Reader value) throws SQLException {
        bind(position, at -> physical.setNCharacterStream(at, value));
    }

    @Override
    public void setNClob(int position, Reader value, long length) throws SQLException {
        bindLarge(position, at -> physical.setNClob(at, value, length));
    }

    @Override
    public void setNClob(int position, Reader value) throws SQLException {
        bindLarge(position, at -> physical.setNClob(at, value));
    }

    @Override
    public void setNClob(int position, NClob value) throws SQLException {
        bindLarge(position, at -> physical.setNClob(at, Shield.behind(value)));
    }

    @Override
    public void setRef(int position, Ref value) throws SQLException {
        bind(position, at -> physical.setRef(at, Shield.behind(value)));
    }

    @Override
    public void setRowId(int position, RowId value) throws SQLException {
        bind(position, at -> physical.setRowId(at, value));
    }

    @Override
    public void setSQLXML(int position, SQLXML value) throws SQLException {
        bind(position, at -> physical.setSQLXML(at, Shield.behind(value)));
    }

    @Override
    public void setTime(int position, Time value, Calendar calendar) throws SQLException {
        bind(position, at -> physical.setTime(at, value, calendar));
    }

    @Override
    public void setTime(int position, Time value) throws SQLException {
        bind(position, at -> physical.setTime(at, value));
    }

    @Override
    public void setTimestamp(int position, Timestamp value, Calendar calendar) throws SQLException {
        bind(position, at -> physical.setTimestamp(at, value, calendar));
    }

    @Override
    public void setTimestamp(int position, Timestamp value) throws SQLException {
        bind(position, at -> physical.setTimestamp(at, value));
    }

    @Override
    public void setURL(int position, URL value) throws SQLException {
        bind(position, at -> physical.setURL(at, value));
    }

    @Override
    public void setUnicodeStream(int position, InputStream value, int length) throws SQLException {
        bind(position, at -> physical.setUnicodeStream(at, value, length));
    }
}

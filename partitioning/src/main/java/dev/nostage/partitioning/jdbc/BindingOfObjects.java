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

    BindingOfObjects(WalledConnection connection, PreparedStatement physical) {
        super(connection, physical);
    }

    /** Notes a value that might name a tenant; null is none that does. */
    abstract void bound(int position, @Nullable Object value);

    /** Forgets what was bound, before something else is: should that fail, nobody knows what the driver kept. */
    final void unbound(int position) {
        bound(position, null);
    }

    @Override
    public void setArray(int position, Array value) throws SQLException {
        unbound(position);
        physical.setArray(position, value);
    }

    @Override
    public void setAsciiStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setAsciiStream(position, value, length);
    }

    @Override
    public void setAsciiStream(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setAsciiStream(position, value, length);
    }

    @Override
    public void setAsciiStream(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setAsciiStream(position, value);
    }

    @Override
    public void setBinaryStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setBinaryStream(position, value, length);
    }

    @Override
    public void setBinaryStream(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setBinaryStream(position, value, length);
    }

    @Override
    public void setBinaryStream(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setBinaryStream(position, value);
    }

    @Override
    public void setBlob(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setBlob(position, value, length);
    }

    @Override
    public void setBlob(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setBlob(position, value);
    }

    @Override
    public void setBlob(int position, Blob value) throws SQLException {
        unbound(position);
        physical.setBlob(position, value);
    }

    @Override
    public void setBytes(int position, byte[] value) throws SQLException {
        unbound(position);
        physical.setBytes(position, value);
    }

    @Override
    public void setCharacterStream(int position, Reader value, int length) throws SQLException {
        unbound(position);
        physical.setCharacterStream(position, value, length);
    }

    @Override
    public void setCharacterStream(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setCharacterStream(position, value, length);
    }

    @Override
    public void setCharacterStream(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setCharacterStream(position, value);
    }

    @Override
    public void setClob(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setClob(position, value, length);
    }

    @Override
    public void setClob(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setClob(position, value);
    }

    @Override
    public void setClob(int position, Clob value) throws SQLException {
        unbound(position);
        physical.setClob(position, value);
    }

    @Override
    public void setDate(int position, Date value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setDate(position, value, calendar);
    }

    @Override
    public void setDate(int position, Date value) throws SQLException {
        unbound(position);
        physical.setDate(position, value);
    }

    @Override
    public void setNCharacterStream(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setNCharacterStream(position, value, length);
    }

    @Override
    public void setNCharacterStream(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setNCharacterStream(position, value);
    }

    @Override
    public void setNClob(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setNClob(position, value, length);
    }

    @Override
    public void setNClob(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setNClob(position, value);
    }

    @Override
    public void setNClob(int position, NClob value) throws SQLException {
        unbound(position);
        physical.setNClob(position, value);
    }

    @Override
    public void setRef(int position, Ref value) throws SQLException {
        unbound(position);
        physical.setRef(position, value);
    }

    @Override
    public void setRowId(int position, RowId value) throws SQLException {
        unbound(position);
        physical.setRowId(position, value);
    }

    @Override
    public void setSQLXML(int position, SQLXML value) throws SQLException {
        unbound(position);
        physical.setSQLXML(position, value);
    }

    @Override
    public void setTime(int position, Time value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setTime(position, value, calendar);
    }

    @Override
    public void setTime(int position, Time value) throws SQLException {
        unbound(position);
        physical.setTime(position, value);
    }

    @Override
    public void setTimestamp(int position, Timestamp value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setTimestamp(position, value, calendar);
    }

    @Override
    public void setTimestamp(int position, Timestamp value) throws SQLException {
        unbound(position);
        physical.setTimestamp(position, value);
    }

    @Override
    public void setURL(int position, URL value) throws SQLException {
        unbound(position);
        physical.setURL(position, value);
    }

    @Override
    public void setUnicodeStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setUnicodeStream(position, value, length);
    }
}

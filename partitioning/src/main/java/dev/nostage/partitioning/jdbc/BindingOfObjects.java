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

    final int shifted(int position) {
        return position + shift;
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
        physical.setArray(shifted(position), value);
    }

    @Override
    public void setAsciiStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setAsciiStream(shifted(position), value, length);
    }

    @Override
    public void setAsciiStream(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setAsciiStream(shifted(position), value, length);
    }

    @Override
    public void setAsciiStream(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setAsciiStream(shifted(position), value);
    }

    @Override
    public void setBinaryStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setBinaryStream(shifted(position), value, length);
    }

    @Override
    public void setBinaryStream(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setBinaryStream(shifted(position), value, length);
    }

    @Override
    public void setBinaryStream(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setBinaryStream(shifted(position), value);
    }

    @Override
    public void setBlob(int position, InputStream value, long length) throws SQLException {
        unbound(position);
        physical.setBlob(shifted(position), value, length);
    }

    @Override
    public void setBlob(int position, InputStream value) throws SQLException {
        unbound(position);
        physical.setBlob(shifted(position), value);
    }

    @Override
    public void setBlob(int position, Blob value) throws SQLException {
        unbound(position);
        physical.setBlob(shifted(position), value);
    }

    @Override
    public void setBytes(int position, byte[] value) throws SQLException {
        unbound(position);
        physical.setBytes(shifted(position), value);
    }

    @Override
    public void setCharacterStream(int position, Reader value, int length) throws SQLException {
        unbound(position);
        physical.setCharacterStream(shifted(position), value, length);
    }

    @Override
    public void setCharacterStream(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setCharacterStream(shifted(position), value, length);
    }

    @Override
    public void setCharacterStream(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setCharacterStream(shifted(position), value);
    }

    @Override
    public void setClob(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setClob(shifted(position), value, length);
    }

    @Override
    public void setClob(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setClob(shifted(position), value);
    }

    @Override
    public void setClob(int position, Clob value) throws SQLException {
        unbound(position);
        physical.setClob(shifted(position), value);
    }

    @Override
    public void setDate(int position, Date value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setDate(shifted(position), value, calendar);
    }

    @Override
    public void setDate(int position, Date value) throws SQLException {
        unbound(position);
        physical.setDate(shifted(position), value);
    }

    @Override
    public void setNCharacterStream(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setNCharacterStream(shifted(position), value, length);
    }

    @Override
    public void setNCharacterStream(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setNCharacterStream(shifted(position), value);
    }

    @Override
    public void setNClob(int position, Reader value, long length) throws SQLException {
        unbound(position);
        physical.setNClob(shifted(position), value, length);
    }

    @Override
    public void setNClob(int position, Reader value) throws SQLException {
        unbound(position);
        physical.setNClob(shifted(position), value);
    }

    @Override
    public void setNClob(int position, NClob value) throws SQLException {
        unbound(position);
        physical.setNClob(shifted(position), value);
    }

    @Override
    public void setRef(int position, Ref value) throws SQLException {
        unbound(position);
        physical.setRef(shifted(position), value);
    }

    @Override
    public void setRowId(int position, RowId value) throws SQLException {
        unbound(position);
        physical.setRowId(shifted(position), value);
    }

    @Override
    public void setSQLXML(int position, SQLXML value) throws SQLException {
        unbound(position);
        physical.setSQLXML(shifted(position), value);
    }

    @Override
    public void setTime(int position, Time value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setTime(shifted(position), value, calendar);
    }

    @Override
    public void setTime(int position, Time value) throws SQLException {
        unbound(position);
        physical.setTime(shifted(position), value);
    }

    @Override
    public void setTimestamp(int position, Timestamp value, Calendar calendar) throws SQLException {
        unbound(position);
        physical.setTimestamp(shifted(position), value, calendar);
    }

    @Override
    public void setTimestamp(int position, Timestamp value) throws SQLException {
        unbound(position);
        physical.setTimestamp(shifted(position), value);
    }

    @Override
    public void setURL(int position, URL value) throws SQLException {
        unbound(position);
        physical.setURL(shifted(position), value);
    }

    @Override
    public void setUnicodeStream(int position, InputStream value, int length) throws SQLException {
        unbound(position);
        physical.setUnicodeStream(shifted(position), value, length);
    }
}

package dev.nostage.partitioning.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a row, by their numbers. */
@SuppressWarnings("deprecation")
abstract class ColumnsByNumber extends ReadOnlyByLabel {

    final ResultSet physical;
    final Shown shown;

    ColumnsByNumber(ResultSet physical, Shown shown) {
        this.physical = physical;
        this.shown = shown;
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        return shown.as(Array.class, physical.getArray(column));
    }

    @Override
    public InputStream getAsciiStream(int column) throws SQLException {
        return physical.getAsciiStream(column);
    }

    @Override
    public BigDecimal getBigDecimal(int column, int value) throws SQLException {
        return physical.getBigDecimal(column, value);
    }

    @Override
    public BigDecimal getBigDecimal(int column) throws SQLException {
        return physical.getBigDecimal(column);
    }

    @Override
    public InputStream getBinaryStream(int column) throws SQLException {
        return physical.getBinaryStream(column);
    }

    @Override
    public @Nullable Blob getBlob(int column) throws SQLException {
        return shown.as(Blob.class, physical.getBlob(column));
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return physical.getBoolean(column);
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return physical.getByte(column);
    }

    @Override
    public byte[] getBytes(int column) throws SQLException {
        return physical.getBytes(column);
    }

    @Override
    public Reader getCharacterStream(int column) throws SQLException {
        return physical.getCharacterStream(column);
    }

    @Override
    public @Nullable Clob getClob(int column) throws SQLException {
        return shown.as(Clob.class, physical.getClob(column));
    }

    @Override
    public Date getDate(int column, Calendar calendar) throws SQLException {
        return physical.getDate(column, calendar);
    }

    @Override
    public Date getDate(int column) throws SQLException {
        return physical.getDate(column);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        return physical.getDouble(column);
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return physical.getFloat(column);
    }

    @Override
    public int getInt(int column) throws SQLException {
        return physical.getInt(column);
    }

    @Override
    public long getLong(int column) throws SQLException {
        return physical.getLong(column);
    }

    @Override
    public Reader getNCharacterStream(int column) throws SQLException {
        return physical.getNCharacterStream(column);
    }

    @Override
    public @Nullable NClob getNClob(int column) throws SQLException {
        return shown.as(NClob.class, physical.getNClob(column));
    }

    @Override
    public String getNString(int column) throws SQLException {
        return physical.getNString(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        return shown.as(type, physical.getObject(column, type));
    }

    @Override
    public @Nullable Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
        return shown.of(physical.getObject(column, map));
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return shown.of(physical.getObject(column));
    }

    @Override
    public @Nullable Ref getRef(int column) throws SQLException {
        return shown.as(Ref.class, physical.getRef(column));
    }

    @Override
    public RowId getRowId(int column) throws SQLException {
        return physical.getRowId(column);
    }

    @Override
    public @Nullable SQLXML getSQLXML(int column) throws SQLException {
        return shown.as(SQLXML.class, physical.getSQLXML(column));
    }

    @Override
    public short getShort(int column) throws SQLException {
        return physical.getShort(column);
    }

    @Override
    public String getString(int column) throws SQLException {
        return physical.getString(column);
    }

    @Override
    public Time getTime(int column, Calendar calendar) throws SQLException {
        return physical.getTime(column, calendar);
    }

    @Override
    public Time getTime(int column) throws SQLException {
        return physical.getTime(column);
    }

    @Override
    public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        return physical.getTimestamp(column, calendar);
    }

    @Override
    public Timestamp getTimestamp(int column) throws SQLException {
        return physical.getTimestamp(column);
    }

    @Override
    public URL getURL(int column) throws SQLException {
        return physical.getURL(column);
    }

    @Override
    public InputStream getUnicodeStream(int column) throws SQLException {
        return physical.getUnicodeStream(column);
    }
}

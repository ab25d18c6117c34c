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
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a row, by their numbers. */
@SuppressWarnings("deprecation")
abstract class ColumnsByNumber extends ReadOnlyByLabel {

    final ResultSet physical;

    ColumnsByNumber(ResultSet physical) {
        this.physical = physical;
    }

    /** A driver's array leads to its connection by the result that it can be read as. */
    static @Nullable Array array(@Nullable Array array) {
        return array == null
                ? null
                : Shield.over(Array.class, array, result -> result instanceof ResultSet rows ? hidden(rows) : result);
    }

    static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof ResultSet rows) {
            return hidden(rows);
        }
        return value instanceof Array array ? array(array) : value;
    }

    private static ResultSet hidden(ResultSet rows) {
        return Shield.over(ResultSet.class, rows, result -> {
            if (result instanceof Statement) {
                throw new IllegalStateException("What this was read by is not handed out");
            }
            return result;
        });
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        return array(physical.getArray(column));
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
    public Blob getBlob(int column) throws SQLException {
        return physical.getBlob(column);
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
    public Clob getClob(int column) throws SQLException {
        return physical.getClob(column);
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
    public NClob getNClob(int column) throws SQLException {
        return physical.getNClob(column);
    }

    @Override
    public String getNString(int column) throws SQLException {
        return physical.getNString(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        return type.cast(shown(physical.getObject(column, type)));
    }

    @Override
    public @Nullable Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
        return shown(physical.getObject(column, map));
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return shown(physical.getObject(column));
    }

    @Override
    public Ref getRef(int column) throws SQLException {
        return physical.getRef(column);
    }

    @Override
    public RowId getRowId(int column) throws SQLException {
        return physical.getRowId(column);
    }

    @Override
    public SQLXML getSQLXML(int column) throws SQLException {
        return physical.getSQLXML(column);
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

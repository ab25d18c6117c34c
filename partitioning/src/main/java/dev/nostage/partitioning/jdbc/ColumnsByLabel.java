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

/** The columns of a row, by their labels. */
@SuppressWarnings("deprecation")
abstract class ColumnsByLabel extends ColumnsByNumber {

    ColumnsByLabel(ResultSet physical, Shown shown) {
        super(physical, shown);
    }

    @Override
    public @Nullable Array getArray(String label) throws SQLException {
        return shown.as(Array.class, physical.getArray(label));
    }

    @Override
    public InputStream getAsciiStream(String label) throws SQLException {
        return physical.getAsciiStream(label);
    }

    @Override
    public BigDecimal getBigDecimal(String label, int value) throws SQLException {
        return physical.getBigDecimal(label, value);
    }

    @Override
    public BigDecimal getBigDecimal(String label) throws SQLException {
        return physical.getBigDecimal(label);
    }

    @Override
    public InputStream getBinaryStream(String label) throws SQLException {
        return physical.getBinaryStream(label);
    }

    @Override
    public @Nullable Blob getBlob(String label) throws SQLException {
        return shown.as(Blob.class, physical.getBlob(label));
    }

    @Override
    public boolean getBoolean(String label) throws SQLException {
        return physical.getBoolean(label);
    }

    @Override
    public byte getByte(String label) throws SQLException {
        return physical.getByte(label);
    }

    @Override
    public byte[] getBytes(String label) throws SQLException {
        return physical.getBytes(label);
    }

    @Override
    public Reader getCharacterStream(String label) throws SQLException {
        return physical.getCharacterStream(label);
    }

    @Override
    public @Nullable Clob getClob(String label) throws SQLException {
        return shown.as(Clob.class, physical.getClob(label));
    }

    @Override
    public Date getDate(String label, Calendar calendar) throws SQLException {
        return physical.getDate(label, calendar);
    }

    @Override
    public Date getDate(String label) throws SQLException {
        return physical.getDate(label);
    }

    @Override
    public double getDouble(String label) throws SQLException {
        return physical.getDouble(label);
    }

    @Override
    public float getFloat(String label) throws SQLException {
        return physical.getFloat(label);
    }

    @Override
    public int getInt(String label) throws SQLException {
        return physical.getInt(label);
    }

    @Override
    public long getLong(String label) throws SQLException {
        return physical.getLong(label);
    }

    @Override
    public Reader getNCharacterStream(String label) throws SQLException {
        return physical.getNCharacterStream(label);
    }

    @Override
    public @Nullable NClob getNClob(String label) throws SQLException {
        return shown.as(NClob.class, physical.getNClob(label));
    }

    @Override
    public String getNString(String label) throws SQLException {
        return physical.getNString(label);
    }

    @Override
    public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        return shown.as(type, physical.getObject(label, type));
    }

    @Override
    public @Nullable Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
        return shown.of(physical.getObject(label, map));
    }

    @Override
    public @Nullable Object getObject(String label) throws SQLException {
        return shown.of(physical.getObject(label));
    }

    @Override
    public @Nullable Ref getRef(String label) throws SQLException {
        return shown.as(Ref.class, physical.getRef(label));
    }

    @Override
    public RowId getRowId(String label) throws SQLException {
        return physical.getRowId(label);
    }

    @Override
    public @Nullable SQLXML getSQLXML(String label) throws SQLException {
        return shown.as(SQLXML.class, physical.getSQLXML(label));
    }

    @Override
    public short getShort(String label) throws SQLException {
        return physical.getShort(label);
    }

    @Override
    public String getString(String label) throws SQLException {
        return physical.getString(label);
    }

    @Override
    public Time getTime(String label, Calendar calendar) throws SQLException {
        return physical.getTime(label, calendar);
    }

    @Override
    public Time getTime(String label) throws SQLException {
        return physical.getTime(label);
    }

    @Override
    public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
        return physical.getTimestamp(label, calendar);
    }

    @Override
    public Timestamp getTimestamp(String label) throws SQLException {
        return physical.getTimestamp(label);
    }

    @Override
    public URL getURL(String label) throws SQLException {
        return physical.getURL(label);
    }

    @Override
    public InputStream getUnicodeStream(String label) throws SQLException {
        return physical.getUnicodeStream(label);
    }
}

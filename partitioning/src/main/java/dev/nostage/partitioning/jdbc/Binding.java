package dev.nostage.partitioning.jdbc;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds values, and has those noted that can name a tenant. */
abstract class Binding extends BindingOfObjects {

    Binding(WalledConnection connection, PreparedStatement physical, int shift) {
        super(connection, physical, shift);
    }

    private static boolean isText(int type) {
        return type == Types.VARCHAR || type == Types.LONGVARCHAR || type == Types.NVARCHAR;
    }

    private static boolean isText(SQLType type) {
        return type == JDBCType.VARCHAR || type == JDBCType.LONGVARCHAR || type == JDBCType.NVARCHAR;
    }

    /** What is bound as text can name a tenant; what the database reads as something else can name a time. */
    private static @Nullable Object noted(@Nullable Object value, boolean text) {
        return text || value == null ? value : new OfAnotherType(value);
    }

    record OfAnotherType(Object value) {

        @Override
        public String toString() {
            return value.toString();
        }
    }

    private static boolean isLarge(int type) {
        return type == Types.BLOB || type == Types.CLOB || type == Types.NCLOB;
    }

    /** What is bound for an object, whatever the method says of its type. */
    private @Nullable Object object(@Nullable Object value) throws SQLException {
        if (value instanceof Blob || value instanceof Clob) {
            connection.refuseLargeObjects();
        }
        return Shield.behind(value);
    }

    private @Nullable Object object(@Nullable Object value, int type) throws SQLException {
        if (isLarge(type)) {
            connection.refuseLargeObjects();
        }
        return object(value);
    }

    private @Nullable Object object(@Nullable Object value, SQLType type) throws SQLException {
        return type instanceof JDBCType known ? object(value, known.getVendorTypeNumber()) : object(value);
    }

    @Override
    public void setBigDecimal(int position, BigDecimal value) throws SQLException {
        bind(position, at -> physical.setBigDecimal(at, value));
    }

    @Override
    public void setBoolean(int position, boolean value) throws SQLException {
        bind(position, at -> physical.setBoolean(at, value));
    }

    @Override
    public void setByte(int position, byte value) throws SQLException {
        bind(position, at -> physical.setByte(at, value));
    }

    @Override
    public void setDouble(int position, double value) throws SQLException {
        bind(position, at -> physical.setDouble(at, value));
    }

    @Override
    public void setFloat(int position, float value) throws SQLException {
        bind(position, at -> physical.setFloat(at, value));
    }

    @Override
    public void setInt(int position, int value) throws SQLException {
        bind(position, at -> physical.setInt(at, value));
    }

    @Override
    public void setLong(int position, long value) throws SQLException {
        bind(position, at -> physical.setLong(at, value));
    }

    @Override
    public void setNString(int position, String value) throws SQLException {
        bind(position, value, at -> physical.setNString(at, value));
    }

    @Override
    public void setNull(int position, int value, String typeName) throws SQLException {
        bind(position, at -> physical.setNull(at, value, typeName));
    }

    @Override
    public void setNull(int position, int value) throws SQLException {
        bind(position, at -> physical.setNull(at, value));
    }

    @Override
    public void setObject(int position, Object value, int type, int scale) throws SQLException {
        bind(position, noted(value, isText(type)), at -> physical.setObject(at, object(value, type), type, scale));
    }

    @Override
    public void setObject(int position, Object value, int type) throws SQLException {
        bind(position, noted(value, isText(type)), at -> physical.setObject(at, object(value, type), type));
    }

    @Override
    public void setObject(int position, Object value, SQLType type, int scale) throws SQLException {
        bind(position, noted(value, isText(type)), at -> physical.setObject(at, object(value, type), type, scale));
    }

    @Override
    public void setObject(int position, Object value, SQLType type) throws SQLException {
        bind(position, noted(value, isText(type)), at -> physical.setObject(at, object(value, type), type));
    }

    @Override
    public void setObject(int position, Object value) throws SQLException {
        bind(position, value, at -> physical.setObject(at, object(value)));
    }

    @Override
    public void setShort(int position, short value) throws SQLException {
        bind(position, at -> physical.setShort(at, value));
    }

    @Override
    public void setString(int position, String value) throws SQLException {
        bind(position, value, at -> physical.setString(at, value));
    }
}

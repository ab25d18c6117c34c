package dev.nostage.partitioning.jdbc;

import java.math.BigDecimal;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Types;

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

    @Override
    public void setBigDecimal(int position, BigDecimal value) throws SQLException {
        unbound(position);
        physical.setBigDecimal(shifted(position), value);
    }

    @Override
    public void setBoolean(int position, boolean value) throws SQLException {
        unbound(position);
        physical.setBoolean(shifted(position), value);
    }

    @Override
    public void setByte(int position, byte value) throws SQLException {
        unbound(position);
        physical.setByte(shifted(position), value);
    }

    @Override
    public void setDouble(int position, double value) throws SQLException {
        unbound(position);
        physical.setDouble(shifted(position), value);
    }

    @Override
    public void setFloat(int position, float value) throws SQLException {
        unbound(position);
        physical.setFloat(shifted(position), value);
    }

    @Override
    public void setInt(int position, int value) throws SQLException {
        unbound(position);
        physical.setInt(shifted(position), value);
    }

    @Override
    public void setLong(int position, long value) throws SQLException {
        unbound(position);
        physical.setLong(shifted(position), value);
    }

    @Override
    public void setNString(int position, String value) throws SQLException {
        unbound(position);
        physical.setNString(shifted(position), value);
        bound(position, value);
    }

    @Override
    public void setNull(int position, int value, String typeName) throws SQLException {
        unbound(position);
        physical.setNull(shifted(position), value, typeName);
    }

    @Override
    public void setNull(int position, int value) throws SQLException {
        unbound(position);
        physical.setNull(shifted(position), value);
    }

    @Override
    public void setObject(int position, Object value, int type, int scale) throws SQLException {
        unbound(position);
        physical.setObject(shifted(position), value, type, scale);
        bound(position, isText(type) ? value : null);
    }

    @Override
    public void setObject(int position, Object value, int type) throws SQLException {
        unbound(position);
        physical.setObject(shifted(position), value, type);
        bound(position, isText(type) ? value : null);
    }

    @Override
    public void setObject(int position, Object value, SQLType type, int scale) throws SQLException {
        unbound(position);
        physical.setObject(shifted(position), value, type, scale);
        bound(position, isText(type) ? value : null);
    }

    @Override
    public void setObject(int position, Object value, SQLType type) throws SQLException {
        unbound(position);
        physical.setObject(shifted(position), value, type);
        bound(position, isText(type) ? value : null);
    }

    @Override
    public void setObject(int position, Object value) throws SQLException {
        unbound(position);
        physical.setObject(shifted(position), value);
        bound(position, value);
    }

    @Override
    public void setShort(int position, short value) throws SQLException {
        unbound(position);
        physical.setShort(shifted(position), value);
    }

    @Override
    public void setString(int position, String value) throws SQLException {
        unbound(position);
        physical.setString(shifted(position), value);
        bound(position, value);
    }
}

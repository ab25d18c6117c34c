package dev.nostage.partitioning.database;

import java.util.List;
import java.util.stream.Stream;

/**
 * A database in which one thing is wrong.
 *
 * @param databases which ones it can be wrong in: H2, PostgreSQL or both
 * @param ddl what makes a sound one wrong
 */
record Wrong(String what, String databases, Rule rule, String... ddl) {

    static final List<Wrong> TABLES = List.of(
            new Wrong(
                    "no tenant_id, though an entity says so",
                    "both",
                    Rule.TENANT_COLUMN,
                    "create table mapped (id bigint primary key)"),
            new Wrong(
                    "a tenant_id that may be null",
                    "both",
                    Rule.TENANT_NOT_NULL,
                    "create table t (tenant_id varchar(63) check (tenant_id <> ''), id int not null)"),
            new Wrong(
                    "a tenant_id that may be empty",
                    "both",
                    Rule.TENANT_NOT_EMPTY,
                    "create table t (tenant_id varchar(63) not null check (tenant_id <> 'x'), id int)"),
            new Wrong(
                    "a check that looks at more than the tenant",
                    "both",
                    Rule.TENANT_NOT_EMPTY,
                    "create table t (tenant_id varchar(63) not null, id int, check (tenant_id <> '' or id = 0))"),
            new Wrong(
                    "a check that was not asked of the rows that there are",
                    "PostgreSQL",
                    Rule.TENANT_NOT_EMPTY,
                    "create table t (id int, tenant_id varchar(63) not null, primary key (tenant_id, id))",
                    "alter table t add check (tenant_id <> '') not valid"),
            new Wrong(
                    "a check that is not enforced",
                    "PostgreSQL",
                    Rule.TENANT_NOT_EMPTY,
                    "create table t (id int, tenant_id varchar(63) not null, primary key (tenant_id, id))",
                    "alter table t add check (tenant_id <> '') not enforced"),
            new Wrong(
                    "a not null that was not asked of the rows that there are",
                    "PostgreSQL",
                    Rule.TENANT_NOT_NULL,
                    "create table t (tenant_id varchar(63) check (tenant_id <> ''), id int not null)",
                    "alter table t add constraint there not null tenant_id not valid"),
            new Wrong("a number for a tenant", "both", Rule.TENANT_TYPE, "create table t (tenant_id int not null)"),
            new Wrong(
                    "padded text for a tenant",
                    "both",
                    Rule.TENANT_TYPE,
                    "create table t (tenant_id char(20) not null)"),
            new Wrong(
                    "text that does not tell A from a",
                    "H2",
                    Rule.TENANT_TYPE,
                    "create table t (tenant_id varchar_ignorecase(63) not null)"),
            new Wrong(
                    "text that does not tell A from a",
                    "PostgreSQL",
                    Rule.TENANT_TYPE,
                    "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                    "create table t (tenant_id varchar(63) collate ci not null)"),
            new Wrong(
                    "no primary key",
                    "both",
                    Rule.PRIMARY_KEY,
                    "create table t (tenant_id varchar(63) not null check (tenant_id <> ''))"),
            new Wrong(
                    "a primary key without the tenant, to which others refer",
                    "both",
                    Rule.PRIMARY_KEY,
                    "create table t (id int primary key, tenant_id varchar(63) not null check (tenant_id <> ''))",
                    "create table u (id int, t int references t (id) on delete cascade, tenant_id varchar(63) not null"
                            + " check (tenant_id <> ''), primary key (tenant_id, id))"),
            new Wrong(
                    "a primary key that the tenant does not lead",
                    "both",
                    Rule.PRIMARY_KEY,
                    "create table t (id int, tenant_id varchar(63) not null check (tenant_id <> ''),"
                            + " primary key (id, tenant_id))"),
            new Wrong(
                    "a unique constraint without the tenant",
                    "both",
                    Rule.UNIQUE_KEY,
                    "create table t (id int, email varchar(9) unique, tenant_id varchar(63) not null"
                            + " check (tenant_id <> ''), primary key (tenant_id, id))"),
            new Wrong(
                    "a unique index without the tenant",
                    "both",
                    Rule.UNIQUE_KEY,
                    "create table t (id int, email varchar(9), tenant_id varchar(63) not null"
                            + " check (tenant_id <> ''), primary key (tenant_id, id))",
                    "create unique index \"t email\" on t (email)"),
            new Wrong(
                    "a unique index on an expression of some rows",
                    "PostgreSQL",
                    Rule.UNIQUE_KEY,
                    "create table t (id int, email varchar(9), tenant_id varchar(63) not null"
                            + " check (tenant_id <> ''), primary key (tenant_id, id))",
                    "create unique index on t (lower(email)) where id > 0"),
            new Wrong(
                    "an exclusion that compares with other tenants' rows",
                    "PostgreSQL",
                    Rule.UNIQUE_KEY,
                    "create extension btree_gist",
                    "create table t (id int, email varchar(9), tenant_id varchar(63) not null"
                            + " check (tenant_id <> ''), primary key (tenant_id, id),"
                            + " exclude using gist (tenant_id with <>, email with =))"),
            new Wrong(
                    "a foreign key without the tenant",
                    "both",
                    Rule.FOREIGN_KEY,
                    "create table t (id int, tenant_id varchar(63) not null check (tenant_id <> ''),"
                            + " primary key (tenant_id, id), unique (id))",
                    "create table u (id int, t int, tenant_id varchar(63) not null check (tenant_id <> ''),"
                            + " primary key (tenant_id, id), foreign key (t) references t (id) on delete set null)"),
            new Wrong(
                    "a foreign key that pairs the tenant with something else",
                    "both",
                    Rule.FOREIGN_KEY,
                    "create table t (code varchar(63), tenant_id varchar(63) not null check (tenant_id <> ''),"
                            + " primary key (tenant_id, code))",
                    "create table u (t varchar(63), tenant_id varchar(63) not null check (tenant_id <> ''),"
                            + " primary key (tenant_id, t), foreign key (t, tenant_id) references t (tenant_id, code))"),
            new Wrong(
                    "a shared table that refers to a tenant's rows",
                    "both",
                    Rule.FOREIGN_KEY,
                    "alter table country add column tenant varchar(63)",
                    "alter table country add column first bigint",
                    "alter table country add foreign key (tenant, first) references customer (tenant_id, id)"),
            new Wrong(
                    "a table that nobody has declared",
                    "both",
                    Rule.DECLARED,
                    "create table \"Free \"\"Table\" (id int primary key)"),
            new Wrong("no triggers", "H2", Rule.TRIGGER, "drop trigger \"nostage_CUSTOMER\""),
            new Wrong(
                    "a trigger for less than every write",
                    "H2",
                    Rule.TRIGGER,
                    "drop trigger \"nostage_CUSTOMER\"",
                    "create trigger \"nostage_CUSTOMER\" before insert on customer for each row call"
                            + " 'dev.nostage.partitioning.database.TenantTrigger'"));

    static Stream<Wrong> all() {
        return Stream.concat(TABLES.stream(), WrongPostgres.ALL.stream());
    }

    boolean isPossibleIn(String database) {
        return databases.equals("both") || databases.equals(database);
    }

    @Override
    public String toString() {
        return what;
    }
}

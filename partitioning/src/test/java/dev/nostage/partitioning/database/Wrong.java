package dev.nostage.partitioning.database;

import java.util.List;

/**
 * A database in which one thing is wrong.
 *
 * @param databases which ones it can be wrong in: H2, PostgreSQL or both
 * @param ddl what makes a sound one wrong
 */
record Wrong(String what, String databases, Rule rule, String... ddl) {

    static final List<Wrong> ALL = List.of(
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
                            + " 'dev.nostage.partitioning.database.TenantTrigger'"),
            new Wrong(
                    "no row-level security",
                    "PostgreSQL",
                    Rule.ROW_SECURITY,
                    "alter table customer disable row level security"),
            new Wrong(
                    "row-level security that spares the owner",
                    "PostgreSQL",
                    Rule.ROW_SECURITY,
                    "alter table customer no force row level security"),
            new Wrong("no policy", "PostgreSQL", Rule.POLICY, "drop policy nostage_tenant on customer"),
            new Wrong(
                    "a policy of the same name that lets everything pass",
                    "PostgreSQL",
                    Rule.POLICY,
                    "alter policy nostage_tenant on customer using (true)"),
            new Wrong(
                    "a policy for some commands",
                    "PostgreSQL",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create policy nostage_tenant on customer for select using (tenant_id ="
                            + " (select tenant from nostage_current))"),
            new Wrong(
                    "a policy of another release, which believes the setting",
                    "PostgreSQL",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create policy nostage_tenant on customer using (tenant_id ="
                            + " nullif(current_setting('nostage.tenant', true), ''))"),
            new Wrong(
                    "a policy that asks a function of the same name elsewhere",
                    "PostgreSQL",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create schema other; create view other.nostage_current as select 'acme'::text as tenant; set"
                            + " search_path = other, public; create policy nostage_tenant on customer using (tenant_id ="
                            + " (select tenant from nostage_current))"),
            new Wrong(
                    "a view that believes every setting",
                    "PostgreSQL",
                    Rule.STAMP,
                    "create or replace view nostage_current as select"
                            + " substr(current_setting('nostage.tenant', true), 65) as tenant"),
            new Wrong(
                    "a view that believes a tenant by half a proof",
                    "PostgreSQL",
                    Rule.STAMP,
                    "do $$begin execute 'create or replace view nostage_current as ' ||"
                            + " replace(pg_get_viewdef('nostage_current'), '65', '33'); end$$"),
            new Wrong(
                    "a view that asks a secret of the same name elsewhere",
                    "PostgreSQL",
                    Rule.STAMP,
                    "create schema other; create table other.nostage_secret (outer_key bytea, inner_key bytea)",
                    "do $$begin execute 'create or replace view nostage_current as ' ||"
                            + " replace(pg_get_viewdef('nostage_current'), 'FROM nostage_secret', 'FROM"
                            + " other.nostage_secret'); end$$"),
            new Wrong(
                    "a view that asks a function of the same name elsewhere",
                    "PostgreSQL",
                    Rule.STAMP,
                    "create function starts_with(text, text) returns boolean language sql as 'select true'",
                    "do $$declare source text = pg_get_viewdef('nostage_current'); begin set search_path = public,"
                            + " pg_catalog; execute 'create or replace view nostage_current as ' || source; end$$"),
            new Wrong(
                    "a view that has to be let read the secret",
                    "PostgreSQL",
                    Rule.STAMP,
                    "alter view nostage_current set (security_invoker = true)"),
            new Wrong(
                    "a view that works otherwise when written to",
                    "PostgreSQL",
                    Rule.STAMP,
                    "create rule emptied as on delete to nostage_current do instead delete from nostage_secret"),
            new Wrong(
                    "a view that works with its owner's rights when written to",
                    "PostgreSQL",
                    Rule.STAMP,
                    "create function spoil() returns trigger language plpgsql as $$begin delete from nostage_secret; return"
                            + " old; end$$",
                    "create trigger spoilt instead of delete on nostage_current for each row execute function"
                            + " spoil()"),
            new Wrong(
                    "a view that nobody may ask",
                    "PostgreSQL",
                    Rule.STAMP,
                    "revoke all on nostage_current from public"),
            new Wrong("a secret that is none", "PostgreSQL", Rule.STAMP, "grant select on nostage_secret to public"),
            new Wrong(
                    "a secret of which one column is none",
                    "PostgreSQL",
                    Rule.STAMP,
                    "grant select (inner_key) on nostage_secret to <app>"),
            new Wrong(
                    "a secret that the application may change",
                    "PostgreSQL",
                    Rule.STAMP,
                    "grant insert on nostage_secret to <app>"),
            new Wrong(
                    "an application that may become one that reads all",
                    "PostgreSQL",
                    Rule.STAMP,
                    "grant pg_read_all_data to <app>"),
            new Wrong(
                    "a second policy that lets more pass",
                    "PostgreSQL",
                    Rule.POLICY,
                    "create policy support on customer for select using (true)"),
            new Wrong(
                    "a right that no policy looks at",
                    "PostgreSQL",
                    Rule.PRIVILEGE,
                    "grant truncate on customer to public"),
            new Wrong(
                    "a right on a column that no policy looks at",
                    "PostgreSQL",
                    Rule.PRIVILEGE,
                    "grant references (email) on customer to public"),
            new Wrong(
                    "a column of large objects",
                    "PostgreSQL",
                    Rule.LARGE_OBJECT,
                    "alter table customer add column photo oid"),
            new Wrong(
                    "a column of large objects by another name",
                    "PostgreSQL",
                    Rule.LARGE_OBJECT,
                    "create domain lo as oid",
                    "alter table customer add column photo lo"),
            new Wrong(
                    "a column of many large objects",
                    "PostgreSQL",
                    Rule.LARGE_OBJECT,
                    "create domain lo as oid",
                    "alter table customer add column photos lo[]"),
            new Wrong(
                    "a view with its owner's rights",
                    "PostgreSQL",
                    Rule.VIEW,
                    "create view v as select * from customer",
                    "create view w with (security_invoker = true) as select * from v"),
            new Wrong(
                    "a view of a view with its owner's rights",
                    "PostgreSQL",
                    Rule.VIEW,
                    "create view v with (security_invoker = true) as select * from customer",
                    "create view w as select * from v"),
            new Wrong(
                    "a copy that can be read",
                    "PostgreSQL",
                    Rule.VIEW,
                    "create materialized view v as select * from customer",
                    "grant select on v to public"),
            new Wrong(
                    "a copy of which a column can be read",
                    "PostgreSQL",
                    Rule.VIEW,
                    "create materialized view v as select * from customer",
                    "grant select (email) on v to <app>"),
            new Wrong(
                    "a rule",
                    "PostgreSQL",
                    Rule.VIEW,
                    "create rule r as on insert to customer do also update purchase set id = 1"),
            new Wrong(
                    "a function with its owner's rights",
                    "PostgreSQL",
                    Rule.FUNCTION,
                    "create function f(a int, b text) returns bigint language sql security definer as 'select 1'"),
            new Wrong(
                    "a function of another schema with its owner's rights",
                    "PostgreSQL",
                    Rule.FUNCTION,
                    "create schema other",
                    "grant usage on schema other to <app>",
                    "create function other.f() returns bigint language sql security definer as 'select 1'"),
            new Wrong(
                    "a trigger with its function's owner's rights, whoever may call that",
                    "PostgreSQL",
                    Rule.FUNCTION,
                    "create function f() returns trigger language plpgsql security definer as 'begin return new; end'",
                    "revoke all on function f() from public",
                    "create trigger t before insert on customer for each row execute function f()"),
            new Wrong(
                    "an application that owns a table", "PostgreSQL", Rule.ROLE, "alter table customer owner to <app>"),
            new Wrong("an application that may become the owner", "PostgreSQL", Rule.ROLE, "grant <owner> to <app>"),
            new Wrong("a role that passes by", "PostgreSQL", Rule.ROLE, "alter role <app> bypassrls"),
            new Wrong("a superuser", "PostgreSQL", Rule.ROLE, "alter role <app> superuser"));

    boolean isPossibleIn(String database) {
        return databases.equals("both") || databases.equals(database);
    }

    @Override
    public String toString() {
        return what;
    }
}

package dev.nostage.partitioning.database;

import java.util.List;

/** What can be wrong with the wall that PostgreSQL is: policies, the stamp and its secret, views, functions, roles. */
final class WrongPostgres {

    static final List<Wrong> ALL = List.of(
            in("no row-level security", Rule.ROW_SECURITY, "alter table customer disable row level security"),
            in(
                    "row-level security that spares the owner",
                    Rule.ROW_SECURITY,
                    "alter table customer no force row level security"),
            in("no policy", Rule.POLICY, "drop policy nostage_tenant on customer"),
            in(
                    "a policy of the same name that lets everything pass",
                    Rule.POLICY,
                    "alter policy nostage_tenant on customer using (true)"),
            in(
                    "a policy for some commands",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create policy nostage_tenant on customer for select using (tenant_id ="
                            + " (select tenant from nostage_current))"),
            in(
                    "a policy of another release, which believes the setting",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create policy nostage_tenant on customer using (tenant_id ="
                            + " nullif(current_setting('nostage.tenant', true), ''))"),
            in(
                    "a policy that asks a function of the same name elsewhere",
                    Rule.POLICY,
                    "drop policy nostage_tenant on customer",
                    "create schema other; create view other.nostage_current as select 'acme'::text as tenant; set"
                            + " search_path = other, public; create policy nostage_tenant on customer using (tenant_id ="
                            + " (select tenant from nostage_current))"),
            in(
                    "a view that believes every setting",
                    Rule.STAMP,
                    "create or replace view nostage_current as select"
                            + " substr(current_setting('nostage.tenant', true), 65) as tenant"),
            in(
                    "a view that believes a tenant by half a proof",
                    Rule.STAMP,
                    "do $$begin execute 'create or replace view nostage_current as ' ||"
                            + " replace(pg_get_viewdef('nostage_current'), '65', '33'); end$$"),
            in(
                    "a view that asks a secret of the same name elsewhere",
                    Rule.STAMP,
                    "create schema other; create table other.nostage_secret (outer_key bytea, inner_key bytea)",
                    "do $$begin execute 'create or replace view nostage_current as ' ||"
                            + " replace(pg_get_viewdef('nostage_current'), 'FROM nostage_secret', 'FROM"
                            + " other.nostage_secret'); end$$"),
            in(
                    "a view that asks a function of the same name elsewhere",
                    Rule.STAMP,
                    "create function starts_with(text, text) returns boolean language sql as 'select true'",
                    "do $$declare source text = pg_get_viewdef('nostage_current'); begin set search_path = public,"
                            + " pg_catalog; execute 'create or replace view nostage_current as ' || source; end$$"),
            in(
                    "a view that has to be let read the secret",
                    Rule.STAMP,
                    "alter view nostage_current set (security_invoker = true)"),
            in(
                    "a view that works otherwise when written to",
                    Rule.STAMP,
                    "create rule emptied as on delete to nostage_current do instead delete from nostage_secret"),
            in(
                    "a view that works with its owner's rights when written to",
                    Rule.STAMP,
                    "create function spoil() returns trigger language plpgsql as $$begin delete from nostage_secret; return"
                            + " old; end$$",
                    "create trigger spoilt instead of delete on nostage_current for each row execute function"
                            + " spoil()"),
            in("a view that nobody may ask", Rule.STAMP, "revoke all on nostage_current from public"),
            in("a secret that is none", Rule.STAMP, "grant select on nostage_secret to public"),
            in(
                    "a secret of which one column is none",
                    Rule.STAMP,
                    "grant select (inner_key) on nostage_secret to <app>"),
            in("a secret that the application may change", Rule.STAMP, "grant insert on nostage_secret to <app>"),
            in("an application that may become one that reads all", Rule.STAMP, "grant pg_read_all_data to <app>"),
            in(
                    "a second policy that lets more pass",
                    Rule.POLICY,
                    "create policy support on customer for select using (true)"),
            in("a right that no policy looks at", Rule.PRIVILEGE, "grant truncate on customer to public"),
            in(
                    "a right on a column that no policy looks at",
                    Rule.PRIVILEGE,
                    "grant references (email) on customer to public"),
            in("a column of large objects", Rule.LARGE_OBJECT, "alter table customer add column photo oid"),
            in(
                    "a column of large objects by another name",
                    Rule.LARGE_OBJECT,
                    "create domain lo as oid",
                    "alter table customer add column photo lo"),
            in(
                    "a column of many large objects",
                    Rule.LARGE_OBJECT,
                    "create domain lo as oid",
                    "alter table customer add column photos lo[]"),
            in(
                    "a view with its owner's rights",
                    Rule.VIEW,
                    "create view v as select * from customer",
                    "create view w with (security_invoker = true) as select * from v"),
            in(
                    "a view of a view with its owner's rights",
                    Rule.VIEW,
                    "create view v with (security_invoker = true) as select * from customer",
                    "create view w as select * from v"),
            in(
                    "a copy that can be read",
                    Rule.VIEW,
                    "create materialized view v as select * from customer",
                    "grant select on v to public"),
            in(
                    "a copy of which a column can be read",
                    Rule.VIEW,
                    "create materialized view v as select * from customer",
                    "grant select (email) on v to <app>"),
            in("a rule", Rule.VIEW, "create rule r as on insert to customer do also update purchase set id = 1"),
            in(
                    "a function with its owner's rights",
                    Rule.FUNCTION,
                    "create function f(a int, b text) returns bigint language sql security definer as 'select 1'"),
            in(
                    "a function of another schema with its owner's rights",
                    Rule.FUNCTION,
                    "create schema other",
                    "grant usage on schema other to <app>",
                    "create function other.f() returns bigint language sql security definer as 'select 1'"),
            in(
                    "a trigger with its function's owner's rights, whoever may call that",
                    Rule.FUNCTION,
                    "create function f() returns trigger language plpgsql security definer as 'begin return new; end'",
                    "revoke all on function f() from public",
                    "create trigger t before insert on customer for each row execute function f()"),
            in("an application that owns a table", Rule.ROLE, "alter table customer owner to <app>"),
            in("an application that may become the owner", Rule.ROLE, "grant <owner> to <app>"),
            in("a role that passes by", Rule.ROLE, "alter role <app> bypassrls"),
            in("a superuser", Rule.ROLE, "alter role <app> superuser"));

    private WrongPostgres() {}

    private static Wrong in(String what, Rule rule, String... ddl) {
        return new Wrong(what, "PostgreSQL", rule, ddl);
    }
}

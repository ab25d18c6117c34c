package dev.nostage.partitioning.jdbc;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.jdbc.Shown.Reader;
import dev.nostage.partitioning.sql.JudgedStatement;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.Verdict;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What decides whether a statement may run, and for whom: its text once, its values and the tenant each time. */
public final class JdbcWall {

    /** What PostgreSQL answers where a policy or a missing right refuses. */
    private static final String NO_RIGHT = "42501";

    /** What PostgreSQL answers to a write, or what may lead to one, in a transaction that only reads. */
    private static final String ONLY_READS = "25006";

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|\\*");

    private final Function<String, Verdict> judge;
    private final List<StatementRule> rules;
    private final TransactionStamp stamp;
    private final Reader nobodys;
    private final SecurityLog security;

    public JdbcWall(StatementGuard guard, List<StatementRule> rules, TransactionStamp stamp, SecurityLog security) {
        this(guard::judge, rules, stamp, security);
    }

    /** The same with another judge, to show what the other walls stop where this one does not. */
    JdbcWall(Function<String, Verdict> judge, List<StatementRule> rules, TransactionStamp stamp, SecurityLog security) {
        this(judge, rules, stamp, Reader.ANYBODY, security);
    }

    private JdbcWall(
            Function<String, Verdict> judge,
            List<StatementRule> rules,
            TransactionStamp stamp,
            Reader nobodys,
            SecurityLog security) {
        this.judge = judge;
        this.rules = List.copyOf(rules);
        this.stamp = stamp;
        this.nobodys = nobodys;
        this.security = security;
    }

    /**
     * One for rows that are no one tenant's to it, though they are some tenant's.
     *
     * @param demand passes if they may be reached here and now; asked before each statement, and at each row
     * @param stamp knows what the database answers, and tells it of nobody
     */
    public static JdbcWall demanding(
            Runnable demand,
            StatementGuard guard,
            List<StatementRule> rules,
            TransactionStamp stamp,
            SecurityLog security) {
        List<StatementRule> all = new ArrayList<>(rules);
        all.add(statement -> demand.run());
        return new JdbcWall(guard::judge, all, stamp.silent(), demand::run, security);
    }

    /** @throws StatementRefusedException if the text alone says that it may reach another tenant's rows */
    Proven admit(String sql) {
        Verdict verdict = judge.apply(sql);
        if (verdict instanceof Refused refused) {
            throw refused(refused);
        }
        return (Proven) verdict;
    }

    /**
     * The columns whose generated values a statement shall answer: a driver may put their names into its text.
     *
     * @throws StatementRefusedException if one is not a plain name
     */
    String[] admitColumns(String[] names) {
        String[] columns = names.clone();
        for (String column : columns) {
            if (!COLUMN.matcher(column).matches()) {
                throw refused(new Refused(
                        null,
                        "asks for a generated column whose name is not made of letters, digits and _: drivers put it"
                                + " into the text as it is"));
            }
        }
        return columns;
    }

    private StatementRefusedException refused(Refused verdict) {
        String about = verdict.table() == null ? "none" : verdict.table();
        security.write("statement-refused", Map.of("tenant", who(), "table", about));
        return new StatementRefusedException(verdict);
    }

    /**
     * Passes if a statement may run here and now.
     *
     * @param values what is bound to its parameters
     * @return whom it runs for, or null if it touches no tenant's rows and nobody is worked for
     * @throws TenantMissingException if it touches a tenant's rows and nobody is worked for
     * @throws CrossTenantException if a value that must be the tenant is not
     */
    @Nullable
    Tenant enter(Proven proven, Bound values) {
        RequestContext context = RequestContext.current();
        Tenant tenant = whom(proven, context);
        enterAgain(proven, context);
        if (tenant != null) {
            compare(proven, values, tenant.id().value(), proven.statement());
        }
        return tenant;
    }

    /** Passes if a statement whose values were compared before may run here and now. */
    void enterAgain(Proven proven) {
        enterAgain(proven, RequestContext.current());
    }

    private void enterAgain(Proven proven, RequestContext context) {
        JudgedStatement statement = proven.statement();
        if (!statement.onlyReads()) {
            ReadOnly.refuseWrite(context);
        }
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).check(statement);
        }
    }

    /** Whom a statement would run for. */
    static @Nullable Tenant whom(Proven proven) {
        return whom(proven, RequestContext.current());
    }

    private static @Nullable Tenant whom(Proven proven, RequestContext context) {
        Tenant current = context.get(Tenants.KEY);
        if (current == null && proven.isPartitioned()) {
            JudgedStatement statement = proven.statement();
            throw new TenantMissingException((statement.writes() ? "A write to " : "A query of ") + tables(statement)
                    + " was sent with no tenant bound: bind one with Tenants.callAs, or wrap work that is handed to"
                    + " another thread with RequestContext.current().wrap");
        }
        return current;
    }

    private void compare(Proven proven, Bound values, String tenant, JudgedStatement statement) {
        List<Integer> parameters = proven.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Object value = values.at(parameters.get(i));
            if (Bound.UNBOUND.equals(value)) {
                throw unbound(tables(statement), parameters.get(i));
            }
            if (!tenant.equals(value)) {
                throw blocked(
                        tables(statement),
                        "has another value than the current tenant at parameter " + parameters.get(i)
                                + ", or one that is not bound as text");
            }
        }
        List<String> literals = proven.literals();
        for (int i = 0; i < literals.size(); i++) {
            if (!tenant.equals(literals.get(i))) {
                throw blocked(tables(statement), "names another tenant in its text");
            }
        }
    }

    private static String tables(JudgedStatement statement) {
        return String.join(", ", new TreeSet<>(statement.tables()));
    }

    private CrossTenantException unbound(String tables, int position) {
        report(tables);
        return new CrossTenantException(
                tables,
                "Work on " + tables + " was stopped, because parameter " + position
                        + " of its statement, with which tenant_id is compared, is not bound: set it to the tenant's id"
                        + " before the statement runs");
    }

    /** Passes if whoever is worked for here is {@code tenant}. */
    void demand(Tenant tenant, String what) {
        if (!Tenants.require().isSame(tenant)) {
            throw blocked(what, "was begun for another tenant than the current one");
        }
    }

    /** The same, but that nobody may be worked for either. */
    void refuseOther(Tenant tenant, String what) {
        if (Tenants.current().isPresent()) {
            demand(tenant, what);
        }
    }

    /** @param owner whose rows they are; null if they are nobody's */
    Reader reader(@Nullable Tenant owner) {
        return owner == null ? nobodys : new OwnersReader(this, owner);
    }

    private CrossTenantException blocked(String what, String how) {
        report(what);
        return new CrossTenantException(
                what,
                "Work on " + what + " was stopped, because it " + how + " (\"" + who()
                        + "\"): look for a tenant that was set by hand, or for work that was kept from another request");
    }

    /**
     * What a database's error becomes. What its own wall stopped, a policy or a stamp in PostgreSQL, or a trigger of H2's, is
     * written down, and told as it is; what else it says of values is not. A right that is missing is no attack: what passed
     * this wall reaches for no table but the application's. A write that the wall took for a query, and the database or a
     * trigger of H2's stopped, is answered as any other where nothing may be written.
     */
    SQLException told(SQLException error) {
        if (ONLY_READS.equals(error.getSQLState()) || error.getCause() instanceof ProblemException) {
            ReadOnly.refuseWrite();
        }
        if ((NO_RIGHT.equals(error.getSQLState()) && !stamp.isMissingRight(error))
                || stamp.isRefusal(error)
                || error.getCause() instanceof CrossTenantException) {
            report("database");
            return error;
        }
        return DataError.hidden(error);
    }

    private void report(String what) {
        security.write("cross-tenant-blocked", Map.of("tenant", who(), "entity", what, "would_have_been", "run"));
    }

    private static String who() {
        Optional<Tenant> current = Tenants.current();
        return current.isPresent() ? current.get().id().value() : "nobody";
    }

    TransactionStamp stamp() {
        return stamp;
    }

    /** What is bound to the parameters of a statement. */
    @FunctionalInterface
    interface Bound {

        /** What stands where nothing was bound; null stands for what is no text. */
        Object UNBOUND = new Object();

        Bound NOTHING = position -> UNBOUND;

        @Nullable
        Object at(int position);
    }
}

package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * Judges one statement, query by query from the outside in. In the end every table and every query that the parser found
 * must have been judged: one that stands where nobody looked is refused.
 */
final class Judge {

    final Proof proof;
    private final Partitions partitions;
    private final Writes writes = new Writes(this);
    private final Set<Object> understood = Collections.newSetFromMap(new IdentityHashMap<>());

    private Judge(Proof proof, Partitions partitions) {
        this.proof = proof;
        this.partitions = partitions;
    }

    /** @throws Refusal if it cannot be proven */
    static Proven prove(String sql, Partitions partitions, Functions functions) {
        SqlText text = SqlText.of(sql);
        Statement statement = Parsed.of(text);
        Proof proof = new Proof(text, functions);
        Names names = new Names(text.foldsQuoted());
        SyntaxTree.walk(statement, node -> {
            Vocabulary.demand(node);
            Effects.refuse(node);
            names.read(node);
            proof.read(node);
            return true;
        });
        Judge judge = new Judge(proof, partitions);
        judge.statement(statement, Scope.TOP);
        SyntaxTree.walk(statement, node -> {
            judge.demandUnderstood(node);
            return true;
        });
        return proof.proven();
    }

    /** Judges a statement or query that is not judged yet. */
    void statement(Statement statement, Scope scope) {
        if (!understood.add(statement)) {
            return;
        }
        if (statement instanceof Select select) {
            select(select, expressions(select.getWithItemsList(), scope));
        } else if (statement instanceof ParenthesedInsert insert) {
            statement(insert.getInsert(), scope);
        } else if (statement instanceof ParenthesedUpdate update) {
            statement(update.getUpdate(), scope);
        } else if (statement instanceof ParenthesedDelete delete) {
            statement(delete.getDelete(), scope);
        } else if (statement instanceof Insert insert) {
            writes.insert(insert, expressions(insert.getWithItemsList(), scope));
        } else if (statement instanceof Update update) {
            writes.update(update, expressions(update.getWithItemsList(), scope));
        } else if (statement instanceof Delete delete) {
            writes.delete(delete, expressions(delete.getWithItemsList(), scope));
        } else {
            throw new Refusal("is none of SELECT, INSERT, UPDATE and DELETE: run it where no request does, such as in a"
                    + " migration");
        }
    }

    private void select(Select select, Scope scope) {
        if (select instanceof PlainSelect plain) {
            plain(plain, scope);
        } else if (select instanceof ParenthesedSelect parenthesed) {
            statement(parenthesed.getSelect(), scope);
            nested(select, scope);
        } else if (select instanceof SetOperationList || select instanceof Values) {
            nested(select, scope);
        } else {
            throw new Refusal("is a query of an unusual kind: write it as a SELECT");
        }
    }

    /** @return what names mean in it */
    Scope plain(PlainSelect plain, Scope scope) {
        Scope inside = new Sources(this, scope)
                .add(plain.getFromItem(), plain.getJoins())
                .where(plain.getWhere())
                .judge();
        if (plain.getForUpdateTables() != null) {
            plain.getForUpdateTables().forEach(this::understood);
        }
        nested(plain, inside);
        return inside;
    }

    /** The common table expressions, each of which sees those before it, and itself if it is recursive. */
    Scope expressions(@Nullable List<WithItem<?>> items, Scope scope) {
        if (items == null || items.isEmpty()) {
            return scope;
        }
        boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
        Scope seen = scope;
        for (WithItem<?> item : items) {
            String name = Names.key(item.getAliasName());
            if (partitions.isTable(new TableName(null, name))) {
                throw new Refusal(name, "gives this name to a common table expression: choose another for that");
            }
            Set<String> names = new HashSet<>(Set.of(name));
            Scope after = seen.withExpressions(names);
            statement(item.getParenthesedStatement(), recursive ? after : seen);
            seen = after;
        }
        return seen;
    }

    /** Judges the queries below a node that are not judged yet. */
    void nested(Object node, Scope scope) {
        SyntaxTree.children(node, child -> {
            if (child instanceof Statement statement) {
                statement(statement, scope);
            } else {
                nested(child, scope);
            }
        });
    }

    Kind kindOf(TableName table) {
        Kind kind = partitions.kindOf(table);
        if (kind == Kind.UNKNOWN) {
            throw new Refusal(table.toString(), partitions.whyUnknown(table));
        }
        proof.tables.add(table.toString());
        return kind;
    }

    void understood(Object node) {
        understood.add(node);
    }

    private void demandUnderstood(Object node) {
        boolean matters = node instanceof Table || node instanceof Statement;
        if (matters && !understood.contains(node)) {
            throw new Refusal(
                    node instanceof Table table ? Names.key(table.getName()) : null,
                    "names a table or has a query where none is expected: write it another way");
        }
    }
}

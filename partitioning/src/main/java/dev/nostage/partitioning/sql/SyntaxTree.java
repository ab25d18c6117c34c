package dev.nostage.partitioning.sql;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;

/**
 * Every node below a node, by the fields that hold them. The parser's visitors reach what their authors thought of; a
 * sub-query in a clause that they forgot would pass unseen.
 */
final class SyntaxTree {

    private static final String PARSER = "net.sf.jsqlparser.";

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> declaring = type;
                    declaring != null && isParsers(declaring);
                    declaring = declaring.getSuperclass()) {
                for (Field field : declaring.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()
                            && !isBackReference(field)) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    private SyntaxTree() {}

    /** Shows every node at or below {@code node} to {@code visitor}, which says whether to go on below it. */
    static void walk(Object node, Predicate<Object> visitor) {
        if (visitor.test(node)) {
            children(node, child -> walk(child, visitor));
        }
    }

    /** Shows the nodes right below {@code node}. */
    static void children(Object node, Consumer<Object> visitor) {
        if (node instanceof Collection<?> nodes) {
            nodes.forEach(child -> show(child, visitor));
        }
        for (Field field : FIELDS.get(node.getClass())) {
            try {
                show(field.get(node), visitor);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("The parser's " + field + " cannot be read", e);
            }
        }
    }

    private static void show(@Nullable Object child, Consumer<Object> visitor) {
        if (child instanceof Optional<?> optional) {
            optional.ifPresent(present -> show(present, visitor));
        } else if (child instanceof Object[] array) {
            for (Object element : array) {
                show(element, visitor);
            }
        } else if (child != null && isNode(child)) {
            visitor.accept(child);
        } else if (child instanceof Collection<?> nodes) {
            nodes.forEach(node -> show(node, visitor));
        } else if (child instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                show(key, visitor);
                show(value, visitor);
            });
        }
    }

    private static boolean isNode(Object object) {
        return isParsers(object.getClass())
                && !(object instanceof Enum)
                && !(object instanceof Node)
                && !(object instanceof Token);
    }

    private static boolean isParsers(Class<?> type) {
        return type.getName().startsWith(PARSER);
    }

    /** A column's qualifier is no occurrence of a table. */
    private static boolean isBackReference(Field field) {
        Class<?> type = field.getDeclaringClass();
        return field.getName().equals("resolvedTable")
                || (field.getName().equals("table") && (type == Column.class || type == AllTableColumns.class));
    }
}

package dev.nostage.testkit.service;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether two answers have the same shape: fields and types, not values. */
final class Likeness {

    private static final JsonNode NOTHING = JsonNode.nullNode();

    private final List<String> differences = new ArrayList<>();

    private Likeness() {}

    /** @return one line for each place in which they differ */
    static List<String> differences(@Nullable Object real, @Nullable Object stub) {
        Likeness likeness = new Likeness();
        JsonMapper mapper = JsonMapper.createDefault();
        likeness.compare("$", tree(mapper, real), tree(mapper, stub));
        return likeness.differences;
    }

    private static JsonNode tree(JsonMapper mapper, @Nullable Object answer) {
        try {
            return answer == null ? NOTHING : mapper.writeValueToTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(answer.getClass().getName() + " cannot be compared: it has no JSON", e);
        }
    }

    private void compare(String path, JsonNode real, JsonNode stub) {
        if (!type(real).equals(type(stub))) {
            differences.add("  " + path + ": the downstream " + type(real) + ", the stub " + type(stub));
        } else if (real.isObject()) {
            for (String field : fields(real, stub)) {
                compare(path + "." + field, at(real, field), at(stub, field));
            }
        } else if (real.isArray()) {
            compareElements(path, real, stub);
        }
    }

    /** Those of a list are held to be alike among themselves. */
    private void compareElements(String path, JsonNode real, JsonNode stub) {
        if (real.size() > 0 && stub.size() > 0) {
            for (JsonNode element : stub.values()) {
                compare(path + "[]", real.get(0) == null ? NOTHING : real.get(0), element);
            }
        } else if (real.size() != stub.size()) {
            differences.add(
                    "  " + path + ": the downstream a list of " + real.size() + ", the stub one of " + stub.size());
        }
    }

    private static Set<String> fields(JsonNode real, JsonNode stub) {
        Set<String> fields = new TreeSet<>();
        real.entries().forEach(field -> fields.add(field.getKey()));
        stub.entries().forEach(field -> fields.add(field.getKey()));
        return fields;
    }

    private static JsonNode at(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null ? NOTHING : value;
    }

    private static String type(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (node.isString()) {
            return "a string";
        }
        if (node.isNumber()) {
            return "a number";
        }
        return node.isBoolean() ? "a boolean" : "nothing";
    }
}

package dev.nostage.testkit.isolation;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Bodies in JSON, without asking for a library that an application may not have. */
final class Json {

    private Json() {}

    static String written(Map<String, Object> properties) {
        return JSONObjectUtils.toJSONString(properties);
    }

    /** Every plain value in a text by its name; none where it is no JSON. */
    static void read(String text, BiConsumer<String, Object> values) {
        String body = text.strip();
        try {
            if (body.startsWith("{")) {
                each("", JSONObjectUtils.parse(body), values);
            } else if (body.startsWith("[")) {
                each("", JSONArrayUtils.parse(body), values);
            }
        } catch (ParseException e) {
            values.accept("body", body); // it only looked like JSON: then all of it is one value
        }
    }

    private static void each(String name, Object value, BiConsumer<String, Object> values) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, part) -> each(String.valueOf(key), part == null ? "" : part, values));
        } else if (value instanceof List<?> list) {
            list.forEach(part -> each(name, part == null ? "" : part, values));
        } else {
            values.accept(name, value);
        }
    }
}

package dev.nostage.shop;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

final class Json {

    private static final JsonMapper MAPPER = JsonMapper.createDefault();

    private Json() {}

    static Map<String, Object> object(String json) {
        return read(json, Argument.mapOf(String.class, Object.class));
    }

    @SuppressWarnings("unchecked") // the shop's arrays hold objects
    static List<Map<String, Object>> list(String json) {
        return (List<Map<String, Object>>) (List<?>) read(json, Argument.listOf(Object.class));
    }

    private static <T> T read(String json, Argument<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("Not the JSON that was expected: " + json, e);
        }
    }
}

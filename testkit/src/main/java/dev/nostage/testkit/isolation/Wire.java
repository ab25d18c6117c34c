package dev.nostage.testkit.isolation;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.json.JsonMapper;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a request to a route is written. */
final class Wire {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UriRouteInfo<?, ?> info;
    private final List<Input> inputs;
    private final Site site;

    Wire(UriRouteInfo<?, ?> info, List<Input> inputs, Site site) {
        this.info = info;
        this.inputs = inputs;
        this.site = site;
    }

    HttpRequest.Builder request(URI server, List<Given> given) {
        Map<String, Object> path = new LinkedHashMap<>();
        Map<String, Object> parts = new LinkedHashMap<>();
        StringBuilder query = new StringBuilder();
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(LONGEST);
        Object whole = null;
        for (int i = 0; i < given.size(); i++) {
            Object value = given.get(i).value();
            String name = inputs.get(i).name();
            if (value != null) {
                switch (inputs.get(i).place()) {
                    case PATH -> path.put(name, text(value));
                    case QUERY ->
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(encoded(name))
                                .append('=')
                                .append(encoded(text(value)));
                    case HEADER -> request.header(name, text(value));
                    case COOKIE -> request.header("Cookie", name + "=" + text(value));
                    case PART -> parts.put(name, value);
                    case BODY -> whole = value;
                }
            }
        }
        String expanded = info.getUriMatchTemplate().expand(path);
        String separated = expanded.contains("?") && !query.isEmpty() ? "&" + query.substring(1) : query.toString();
        String type = contentType();
        Object taught = taughtBody();
        return request.uri(server.resolve(expanded + separated))
                .header("Content-Type", type)
                .method(info.getHttpMethodName(), publisher(taught != null ? taught : whole, parts, type));
    }

    /** One that the user's hook makes, since it knows best. */
    private @Nullable Object taughtBody() {
        return Arrays.stream(info.getTargetMethod().getArguments())
                .filter(argument -> argument.isAnnotationPresent(Body.class))
                .filter(argument -> !Examples.isSimple(argument.getType()))
                .findFirst()
                .map(argument -> site.suite().example(argument.getType()))
                .orElse(null);
    }

    private HttpRequest.BodyPublisher publisher(@Nullable Object whole, Map<String, Object> parts, String type) {
        if (whole == null && parts.isEmpty()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        if (whole == null) {
            return HttpRequest.BodyPublishers.ofString(
                    type.equals(MediaType.APPLICATION_FORM_URLENCODED) ? form(parts) : Json.written(plain(parts)));
        }
        if (Examples.isSimple(whole.getClass())) {
            return HttpRequest.BodyPublishers.ofString(text(whole));
        }
        try {
            return HttpRequest.BodyPublishers.ofByteArray(
                    site.application().getBean(JsonMapper.class).writeValueAsBytes(whole));
        } catch (IOException e) {
            throw new UncheckedIOException("A body for " + info + " could not be written", e);
        }
    }

    private String contentType() {
        List<MediaType> consumed = info.getConsumes();
        boolean json = consumed.isEmpty()
                || consumed.stream()
                        .anyMatch(type ->
                                type.matches(MediaType.APPLICATION_JSON_TYPE) || type.equals(MediaType.ALL_TYPE));
        return json ? MediaType.APPLICATION_JSON : consumed.get(0).getName();
    }

    private static String form(Map<String, Object> parts) {
        List<String> pairs = new ArrayList<>();
        parts.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(text(value))));
        return String.join("&", pairs);
    }

    private static Map<String, Object> plain(Map<String, Object> parts) {
        Map<String, Object> plain = new LinkedHashMap<>();
        parts.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, part) -> plain.put(String.valueOf(name), plain(part)));
            return plain;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(Wire::plain).toList();
        }
        return value instanceof Number || value instanceof Boolean ? value : text(value);
    }

    static String text(Object value) {
        if (value instanceof Collection<?> several) {
            return String.join(",", several.stream().map(Wire::text).toList());
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.nostage.testkit.isolation;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.type.Argument;
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

/** A route, and the requests that it takes. */
final class Route {

    private static final int MOST_OF_THEIRS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String MANAGEMENT = "io.micronaut.management.endpoint.annotation.Endpoint";

    private final UriRouteInfo<?, ?> info;
    private final List<Input> inputs;
    private final Site site;
    private final Candidates candidates;

    Route(UriRouteInfo<?, ?> info, Site site) {
        this.info = info;
        this.inputs = Input.of(info);
        this.site = site;
        this.candidates = new Candidates(site.application().getConversionService(), site.examples());
    }

    /** Such as {@code GET /orders/{id}}. */
    String name() {
        return info.getHttpMethodName() + " " + info.getUriMatchTemplate().toPathString();
    }

    /** What tells it from every other; a router lists some twice. */
    String identity() {
        return name() + " " + info.getConsumes() + " " + info.getDeclaringType().getName() + "."
                + info.getTargetMethod().getMethodName();
    }

    String method() {
        return info.getHttpMethodName();
    }

    AnnotationMetadata annotations() {
        return info.getAnnotationMetadata();
    }

    boolean isManagement() {
        return annotations().hasStereotype(MANAGEMENT);
    }

    /** Whether asking it changes nothing (RFC 9110, 9.2.1). */
    boolean isSafe() {
        return List.of("GET", "HEAD", "OPTIONS").contains(method());
    }

    boolean hasNoBodyInAnswers() {
        return method().equals("HEAD");
    }

    @Nullable
    Integer port() {
        return info.getPort();
    }

    /** Whether another route of the same method of the same controller answers GET. */
    boolean isHeadOf(Route other) {
        return hasNoBodyInAnswers()
                && other.method().equals("GET")
                && other.info.getUriMatchTemplate().equals(info.getUriMatchTemplate());
    }

    /** What could be sent to reach what is a victim's. */
    List<List<Given>> given(Victim victim) {
        List<Known> known = victim.known();
        Map<String, ?> taught = site.suite().inputs(name());
        List<List<Given>> all = new ArrayList<>();
        for (Input input : inputs) {
            Object lesson = taught.get(input.name());
            all.add(lesson != null ? List.of(new Given(lesson, false)) : given(input, known));
        }
        return Tuples.of(all);
    }

    private List<Given> given(Input input, List<Known> known) {
        List<Given> given = new ArrayList<>();
        if (input.place() == Input.Place.BODY) {
            given.add(body(input.type(), known));
            return given;
        }
        Argument<?> named =
                Argument.of(input.type().getType(), input.name(), input.type().getTypeParameters());
        if (Examples.isSimple(named.getType())) {
            candidates.theirs(named, known).stream()
                    .limit(MOST_OF_THEIRS)
                    .forEach(value -> given.add(new Given(value, true)));
            Object one = candidates.as(named.getType(), 1);
            if (one instanceof Number) {
                given.add(new Given(one, false));
            }
            given.add(new Given(site.examples().of(named), false));
        } else {
            given.add(new Given(part(named, known), false));
        }
        if (input.optional()) {
            given.add(Math.min(1, given.size()), Given.NOTHING);
        }
        return given;
    }

    private Given body(Argument<?> type, List<Known> known) {
        return Examples.isSimple(type.getType())
                ? new Given(part(type, known), false)
                : new Given(site.examples().of(type), false);
    }

    /** Something in a body, of the victim's values wherever a name tells. */
    private Object part(Argument<?> type, List<Known> known) {
        Class<?> raw = type.getType();
        if (Collection.class.isAssignableFrom(raw)) {
            Argument<?> element = type.getFirstTypeVariable().orElse(Argument.STRING);
            return List.of(part(Argument.of(element.getType(), type.getName(), element.getTypeParameters()), known));
        }
        Shape shape = Examples.isSimple(raw) ? null : Shape.of(raw).orElse(null);
        if (shape == null) {
            List<Object> theirs = candidates.theirs(type, known);
            return theirs.isEmpty() ? site.examples().of(type) : theirs.get(0);
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        shape.inputs().forEach(input -> parts.put(Shape.wireName(input), part(input, known)));
        return parts;
    }

    /** The same, with what is nobody's wherever it was the victim's. */
    List<Given> ofNobody(List<Given> given) {
        List<Given> unknown = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            unknown.add(
                    given.get(i).theirs()
                            ? new Given(site.examples().of(inputs.get(i).type()), false)
                            : given.get(i));
        }
        return unknown;
    }

    /** What of it a caller says, by its name. */
    Map<String, Object> said(List<Given> given) {
        Map<String, Object> said = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Object value = given.get(i).value();
            if (value != null) {
                said.put(inputs.get(i).name(), value);
            }
        }
        return said;
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
                .method(method(), publisher(taught != null ? taught : whole, parts, type));
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
            throw new UncheckedIOException("A body for " + name() + " could not be written", e);
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
            return several.stream().map(Route::plain).toList();
        }
        return value instanceof Number || value instanceof Boolean ? value : text(value);
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> several) {
            return String.join(",", several.stream().map(Route::text).toList());
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

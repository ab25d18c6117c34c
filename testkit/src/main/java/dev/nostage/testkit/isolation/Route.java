package dev.nostage.testkit.isolation;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.type.Argument;
import io.micronaut.web.router.UriRouteInfo;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A route, and the requests that it takes. */
final class Route {

    private static final int MOST_OF_THEIRS = 4;
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

    boolean takesInput() {
        return !inputs.isEmpty();
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
            all.add(lesson != null ? List.of(new Given(lesson, false)) : given(input, known, victim));
        }
        return Tuples.of(all);
    }

    private List<Given> given(Input input, List<Known> known, Victim victim) {
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
            if (named.getType() == String.class) {
                given.add(new Given(victim.tenant().id().value(), true));
            }
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
        return replaced(given, Given::theirs);
    }

    /** The same, with what is nobody's wherever something was given. */
    List<Given> ofNobodyAtAll(List<Given> given) {
        return replaced(given, each -> each.value() != null);
    }

    private List<Given> replaced(List<Given> given, Predicate<Given> which) {
        List<Given> replaced = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            replaced.add(which.test(given.get(i)) ? nobodys(inputs.get(i).type(), given.get(i)) : given.get(i));
        }
        return replaced;
    }

    private Given nobodys(Argument<?> type, Given given) {
        Object like = given.value() instanceof String text && type.getType() == String.class
                ? site.examples().like(text)
                : site.examples().of(type);
        return new Given(like, false);
    }

    /**
     * Whether what is the victim's in it are keys, by which something is found or not: times and amounts mean something to
     * everybody.
     */
    boolean asksByKeys(List<Given> given) {
        for (int i = 0; i < given.size(); i++) {
            Object value = given.get(i).value();
            boolean key = value instanceof String
                    || value instanceof UUID
                    || inputs.get(i).place() == Input.Place.PATH;
            if (given.get(i).theirs() && (!key || value instanceof Temporal)) {
                return false;
            }
        }
        return true;
    }

    /** What of it is the victim's: where something of it stands in the path, that, since the path says what is meant. */
    List<Given> keys(List<Given> given) {
        List<Given> theirs = given.stream().filter(Given::theirs).toList();
        List<Given> inPath = IntStream.range(0, given.size())
                .filter(i -> inputs.get(i).place() == Input.Place.PATH)
                .mapToObj(given::get)
                .filter(Given::theirs)
                .toList();
        return inPath.isEmpty() ? theirs : inPath;
    }

    /** What of it may stand in an answer, only since it was asked with. */
    static Set<String> echoes(List<Given> given) {
        Set<String> echoes = new LinkedHashSet<>();
        for (Given each : given) {
            if (each.value() != null) {
                String text = Wire.text(each.value());
                echoes.add(text);
                echoes.add(Wire.encoded(text));
            }
        }
        return echoes;
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
        return new Wire(info, inputs, site).request(server, given);
    }
}

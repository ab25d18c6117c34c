package dev.nostage.testkit.isolation;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a route reads of a request.
 *
 * @param name as it stands in the request
 * @param optional whether a request may do without
 */
record Input(Place place, String name, Argument<?> type, boolean optional) {

    /** Where it stands. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        /** A property of the body. */
        PART,
        BODY
    }

    static List<Input> of(UriRouteInfo<?, ?> route) {
        List<Input> inputs = new ArrayList<>();
        List<String> template = route.getUriMatchTemplate().getVariableNames();
        for (Argument<?> argument : route.getTargetMethod().getArguments()) {
            add(inputs, argument, template, route.isPermitsRequestBody());
        }
        for (String variable : template) {
            if (inputs.stream().noneMatch(input -> input.name().equals(variable))) {
                inputs.add(new Input(Place.PATH, variable, Argument.of(String.class, variable), true));
            }
        }
        return inputs;
    }

    private static void add(List<Input> inputs, Argument<?> argument, List<String> template, boolean hasBody) {
        AnnotationMetadata annotations = argument.getAnnotationMetadata();
        if (annotations.hasAnnotation(Body.class)) {
            body(inputs, argument, annotations.stringValue(Body.class).orElse(""));
        } else if (annotations.hasAnnotation(Header.class)) {
            inputs.add(one(Place.HEADER, named(annotations, Header.class).orElse(hyphenated(argument)), argument));
        } else if (annotations.hasAnnotation(CookieValue.class)) {
            inputs.add(one(Place.COOKIE, named(annotations, CookieValue.class).orElse(argument.getName()), argument));
        } else if (annotations.hasAnnotation("io.micronaut.http.annotation.RequestBean")) {
            Shape.of(argument.getType())
                    .ifPresent(shape -> shape.inputs().forEach(part -> add(inputs, part, template, false)));
        } else {
            String name = named(annotations, QueryValue.class)
                    .or(() -> named(annotations, PathVariable.class))
                    .orElse(argument.getName());
            if (template.contains(name)) {
                inputs.add(one(Place.PATH, name, argument));
            } else if (annotations.hasAnnotation(QueryValue.class) || (isPlain(argument) && !hasBody)) {
                inputs.add(one(Place.QUERY, name, argument));
            } else if (isPlain(argument)) {
                inputs.add(one(Place.PART, name, argument));
            } // what else there is the framework makes itself, such as the request or the principal
        }
    }

    private static void body(List<Input> inputs, Argument<?> argument, String name) {
        Class<?> type = argument.getType();
        if (!name.isEmpty()) {
            inputs.add(one(Place.PART, name, argument));
        } else if (isPlain(argument)
                || Map.class.isAssignableFrom(type)
                || Shape.of(type).isEmpty()) {
            inputs.add(one(Place.BODY, argument.getName(), argument));
        } else {
            Shape.of(type)
                    .ifPresent(shape ->
                            shape.inputs().forEach(part -> inputs.add(one(Place.PART, Shape.wireName(part), part))));
        }
    }

    private static Input one(Place place, String name, Argument<?> argument) {
        boolean wrapped = argument.getType() == Optional.class;
        Argument<?> type = wrapped ? argument.getFirstTypeVariable().orElse(Argument.STRING) : argument;
        boolean optional = wrapped
                || argument.isNullable()
                || argument.getAnnotationMetadata()
                        .stringValue(Bindable.class, "defaultValue")
                        .isPresent();
        return new Input(place, name, type, optional);
    }

    private static Optional<String> named(AnnotationMetadata annotations, Class<? extends Annotation> type) {
        return annotations.stringValue(type).filter(name -> !name.isEmpty());
    }

    /** As Micronaut looks for {@code contentType} under {@code Content-Type}. */
    private static String hyphenated(Argument<?> argument) {
        return argument.getName().replaceAll("([a-z])([A-Z])", "$1-$2");
    }

    private static boolean isPlain(Argument<?> argument) {
        Class<?> type = argument.getType();
        Class<?> element = Collection.class.isAssignableFrom(type) || type == Optional.class
                ? argument.getFirstTypeVariable().orElse(Argument.STRING).getType()
                : type;
        return Examples.isSimple(element);
    }
}

package dev.nostage.testkit.service;

import io.micronaut.core.annotation.AnnotationMetadataProvider;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a bean calls.
 *
 * @param downstreams that it guards, itself or by a method
 * @param client the reference of the client that it is, if it is one
 * @param injected references of the clients that it is injected with
 */
record CallingBean(String name, Set<String> downstreams, Set<String> client, Set<String> injected) {

    // By their names, for an application may have neither.
    private static final String DOWNSTREAM = "dev.nostage.resilience.Downstream";
    private static final String CLIENT = "io.micronaut.http.client.annotation.Client";

    /** Whose beans call nobody for the application, and are too many to look at. */
    private static final String FRAMEWORK = "io.micronaut.";

    static CallingBean of(BeanDefinition<?> bean) {
        if (bean.getName().startsWith(FRAMEWORK)) {
            return new CallingBean(bean.getName(), Set.of(), Set.of(), Set.of());
        }
        return new CallingBean(
                bean.getName(),
                values(DOWNSTREAM, Stream.concat(Stream.of(bean), bean.getExecutableMethods().stream())),
                elsewhere(values(CLIENT, Stream.of(bean))),
                elsewhere(values(CLIENT, injected(bean))));
    }

    Stream<String> references() {
        return Stream.concat(client.stream(), injected.stream());
    }

    /** Without those that lead to the application itself. */
    private static Set<String> elsewhere(Set<String> clients) {
        return clients.stream()
                .filter(client -> !client.isEmpty() && !client.startsWith("/"))
                .collect(Collectors.toSet());
    }

    private static Stream<Argument<?>> injected(BeanDefinition<?> bean) {
        Stream<Argument<?>> constructor = Arrays.stream(bean.getConstructor().getArguments());
        Stream<Argument<?>> fields = bean.getInjectedFields().stream().map(field -> field.asArgument());
        Stream<Argument<?>> methods =
                bean.getInjectedMethods().stream().flatMap(method -> Arrays.stream(method.getArguments()));
        return Stream.of(constructor, fields, methods).flatMap(all -> all);
    }

    private static Set<String> values(String annotation, Stream<? extends AnnotationMetadataProvider> of) {
        return of.flatMap(each -> each.getAnnotationMetadata().stringValue(annotation).stream())
                .collect(Collectors.toSet());
    }
}

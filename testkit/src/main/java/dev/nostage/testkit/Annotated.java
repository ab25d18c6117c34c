package dev.nostage.testkit;

import java.lang.annotation.Annotation;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test says of itself. */
final class Annotated {

    private Annotated() {}

    /** The method's annotation, else its class's, else the one of the class around that. */
    static <A extends Annotation> A nearest(ExtensionContext context, Class<A> type) {
        return find(context, type)
                .orElseThrow(() -> new IllegalStateException(
                        "@" + type.getSimpleName() + " is neither on the test nor on its class"));
    }

    /** As {@link #nearest}, if there is one. */
    static <A extends Annotation> Optional<A> find(ExtensionContext context, Class<A> type) {
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            Optional<A> found = at.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, type));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

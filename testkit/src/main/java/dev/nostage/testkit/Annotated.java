package dev.nostage.testkit;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test says of itself. */
final class Annotated {

    private Annotated() {}

    /** The method's annotation, else its class's, else the one of the class around that. */
    static <A extends Annotation> A nearest(ExtensionContext context, Class<A> type) {
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            A found = at.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, type))
                    .orElse(null);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException("@" + type.getSimpleName() + " is neither on the test nor on its class");
    }
}

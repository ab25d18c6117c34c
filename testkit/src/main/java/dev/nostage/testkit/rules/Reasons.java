package dev.nostage.testkit.rules;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** That an annotation which makes an exception says why. By their names, for not every module may be there. */
final class Reasons extends ArchCondition<JavaClass> {

    private static final Set<String> EXCEPTIONS = Set.of(
            "dev.nostage.tenancy.NoTenant",
            "dev.nostage.tenancy.SharedCache",
            "dev.nostage.partitioning.AcrossTenants",
            "dev.nostage.partitioning.Shared");

    Reasons() {
        super("give a reason for each exception");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaAnnotation<?>> ofMethods =
                type.getMethods().stream().flatMap(method -> method.getAnnotations().stream());
        Stream.concat(type.getAnnotations().stream(), ofMethods)
                .filter(annotation ->
                        EXCEPTIONS.contains(annotation.getRawType().getName()))
                .forEach(annotation -> events.add(new SimpleConditionEvent(
                        annotation,
                        isGiven(annotation),
                        "@" + annotation.getRawType().getSimpleName() + " of "
                                + annotation.getOwner().getDescription() + " gives no reason in "
                                + type.getSourceCodeLocation())));
    }

    private static boolean isGiven(JavaAnnotation<?> annotation) {
        return annotation
                .get("because")
                .map(reason -> !reason.toString().isBlank())
                .orElse(false);
    }
}

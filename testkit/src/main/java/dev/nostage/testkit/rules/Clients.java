package dev.nostage.testkit.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Declarative clients, and what guards them. By their names, for neither may be there. */
final class Clients {

    private static final String CLIENT = "io.micronaut.http.client.annotation.Client";
    private static final String DOWNSTREAM = "dev.nostage.resilience.Downstream";

    static final DescribedPredicate<JavaClass> ARE_DECLARED = DescribedPredicate.describe(
            "are declarative clients", type -> !type.isAnnotation() && type.isMetaAnnotatedWith(CLIENT));

    static final ArchCondition<JavaClass> BE_GUARDED = new ArchCondition<>("be guarded by @Downstream") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getAllMethods().stream()
                    .filter(method -> calls(type, method))
                    .forEach(method -> events.add(new SimpleConditionEvent(
                            method,
                            isGuarded(type, method),
                            "Client <" + type.getName() + "> calls by an unguarded <" + method.getFullName() + "> in "
                                    + type.getSourceCodeLocation())));
        }
    };

    private Clients() {}

    /** A default method calls by others; what the JDK declares, such as {@code close}, calls nobody. */
    private static boolean calls(JavaClass type, JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.ABSTRACT)
                && !method.getOwner().getPackageName().startsWith("java.")
                && (isOwn(type, method) || !isOverridden(type, method));
    }

    /** Of what is inherited, no annotation comes along. */
    private static boolean isGuarded(JavaClass type, JavaMethod method) {
        return type.isMetaAnnotatedWith(DOWNSTREAM) || (isOwn(type, method) && method.isMetaAnnotatedWith(DOWNSTREAM));
    }

    private static boolean isOwn(JavaClass type, JavaMethod method) {
        return method.getOwner().equals(type);
    }

    private static boolean isOverridden(JavaClass type, JavaMethod method) {
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return type.tryGetMethod(method.getName(), parameters).isPresent();
    }
}

package dev.nostage.testkit.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Whose rows an entity's are. By their names, for Micronaut Data may not be there. */
final class Entities {

    private static final String MAPPED = "io.micronaut.data.annotation.MappedEntity";
    private static final String JAKARTA = "jakarta.persistence.Entity";
    private static final String TENANT = "io.micronaut.data.annotation.TenantId";
    private static final String SHARED = "dev.nostage.partitioning.Shared";

    static final DescribedPredicate<JavaClass> ARE_MAPPED = DescribedPredicate.describe(
            "are mapped entities",
            type -> !type.isAnnotation() && (type.isMetaAnnotatedWith(MAPPED) || type.isMetaAnnotatedWith(JAKARTA)));

    static final ArchCondition<JavaClass> BELONG = new ArchCondition<>("be partitioned or declared shared") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            events.add(new SimpleConditionEvent(
                    type,
                    isPartitioned(type) || type.isMetaAnnotatedWith(SHARED),
                    "Entity <" + type.getName() + "> has no @TenantId and is not @Shared in "
                            + type.getSourceCodeLocation()));
        }
    };

    private Entities() {}

    /** A record's component carries its annotations to field, accessor and constructor; what is inherited counts. */
    private static boolean isPartitioned(JavaClass type) {
        Stream<CanBeAnnotated> parameters =
                type.getConstructors().stream().flatMap(constructor -> constructor.getParameters().stream());
        return Stream.of(type.getAllFields().stream(), type.getAllMethods().stream(), parameters)
                .flatMap(members -> members)
                .anyMatch(member -> member.isMetaAnnotatedWith(TENANT));
    }
}

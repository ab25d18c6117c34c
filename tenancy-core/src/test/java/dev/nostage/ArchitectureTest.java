package dev.nostage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final String WIRING = "..micronaut..";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nostage");

    @Test
    void theIdeaImportsOnlyWhatItIsAbout() {
        classes()
                .that()
                .resideOutsideOfPackage(WIRING)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.micronaut.core.propagation..",
                        "com.nimbusds..",
                        "dev.nostage.."))
                .because("the core works without a Micronaut application")
                .check(CORE);
    }

    @Test
    void nothingOfTheIdeaKnowsItsWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackage(WIRING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.nostage..micronaut..")
                .because("wiring translates and delegates; it can be left off the class path")
                .check(CORE);
    }

    @Test
    void packagesOfTheIdeaDependOnOneAnotherInOneDirection() {
        slices().matching("dev.nostage.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a reader can begin at the bottom")
                .check(CORE.that(outsideTheWiring()));
    }

    @Test
    void nobodyReadsTheTimeStatically() {
        noClasses()
                .should()
                .accessTargetWhere(readsTheTime())
                .because("time is a clock or a ticker that is handed in")
                .check(CORE);
    }

    @Test
    void onlyTheWiringChoosesTheSystemsClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(WIRING)
                .should()
                .accessTargetWhere(choosesTheSystemsClock())
                .because("what is machine time and what is not is decided in one place")
                .check(CORE);
    }

    private static DescribedPredicate<JavaClass> outsideTheWiring() {
        return DescribedPredicate.not(resideInAnyPackage(WIRING));
    }

    /** An access, not a call: a method reference counts too. */
    private static DescribedPredicate<JavaAccess<?>> readsTheTime() {
        Set<String> onSystem = Set.of("currentTimeMillis", "nanoTime");
        return DescribedPredicate.describe("read the time", access -> {
            String owner = access.getTargetOwner().getName();
            boolean theFactorysTicker = access.getOriginOwner().getSimpleName().equals("TenancyFactory")
                    && access.getName().equals("nanoTime");
            boolean now = owner.startsWith("java.time.") && access.getName().equals("now");
            boolean system = owner.equals(System.class.getName()) && onSystem.contains(access.getName());
            return now || (system && !theFactorysTicker);
        });
    }

    private static DescribedPredicate<JavaAccess<?>> choosesTheSystemsClock() {
        return DescribedPredicate.describe(
                "choose the system's clock",
                access -> access.getTargetOwner().isEquivalentTo(Clock.class)
                        && access.getName().startsWith("system"));
    }
}

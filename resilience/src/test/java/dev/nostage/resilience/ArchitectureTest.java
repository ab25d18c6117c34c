package dev.nostage.resilience;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nostage.resilience");

    @Test
    void theIdeaImportsOnlyWhatItIsAbout() {
        classes()
                .that()
                .resideInAPackage("dev.nostage.resilience")
                .and()
                .doNotBelongToAnyOf(Downstream.class, DownstreamStub.class)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.github.resilience4j..",
                        "dev.nostage.context",
                        "dev.nostage.event",
                        "dev.nostage.problem",
                        "dev.nostage.tenancy",
                        "dev.nostage.resilience"))
                .because("it works without a framework; only the annotations must carry its marks to be seen")
                .check(MODULE);
    }

    @Test
    void reactorIsKeptInAPackageOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("dev.nostage.resilience.reactor")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micronaut..", "dev.nostage..micronaut.."))
                .because("it can be used without Micronaut")
                .check(MODULE);
    }

    @Test
    void noSiblingIsKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.nostage.timemachine..", "dev.nostage.partitioning.."))
                .because("a time traveller must not move breakers, nor a call know of rows")
                .check(MODULE);
    }

    @Test
    void onlyTheFactoryChoosesTheMachinesTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.nostage.resilience.micronaut")
                .should()
                .dependOnClassesThat(belongToAnyOf(System.class))
                .because("time is a ticker that is handed in")
                .check(MODULE);
    }
}

package dev.nostage.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.timemachine.TimeMachine;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the whole house: which module may know which, and which room may know a framework. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nostage");

    /** What every idea may know: the JDK, two small libraries, what carries the context, and the ideas below. */
    private static final DescribedPredicate<JavaClass> FOR_ALL = resideInAnyPackage(
                    "java..",
                    "javax.sql..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "io.micronaut.core.propagation..",
                    "dev.nostage.context",
                    "dev.nostage.event",
                    "dev.nostage.problem",
                    "dev.nostage.passport",
                    "dev.nostage.tenancy",
                    "dev.nostage.timemachine",
                    "dev.nostage.partitioning",
                    "dev.nostage.resilience")
            .or(DescribedPredicate.describe("an annotation", JavaClass::isAnnotation));

    /** Annotations that a consumer's compiler must recognise carry Micronaut's: the one framework an idea may name. */
    private static final DescribedPredicate<JavaClass> NO_ANNOTATION =
            DescribedPredicate.describe("no annotation", type -> !type.isAnnotation());

    /** Where two siblings meet, by what one of them offers: the other is an optional dependency. */
    private static final String TIME_MEETS_ROWS = "dev.nostage.timemachine.partitioning";

    @Test
    void looksAtTheWholeHouse() {
        assertThat(List.of(
                        RequestContext.class,
                        TimeMachine.class,
                        RepositoryWall.class,
                        DownstreamGuard.class,
                        InTenant.class))
                .allMatch(HOUSE::contain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timemachine", "partitioning", "resilience"})
    void siblingsNeverMeet(String module) {
        String[] others = List.of("timemachine", "partitioning", "resilience", "testkit").stream()
                .filter(other -> !other.equals(module))
                .map(other -> "dev.nostage." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.nostage." + module + "..")
                .and()
                .resideOutsideOfPackage(TIME_MEETS_ROWS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("what siblings share lives in the core: a time traveller must not move a timeout")
                .check(HOUSE);
    }

    @Test
    void siblingsThatMeetMeetInOnePackageThatNobodyNeeds() {
        noClasses()
                .that()
                .resideInAPackage(TIME_MEETS_ROWS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.nostage.resilience..", "dev.nostage.testkit..")
                .because("it is a meeting of two")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage(TIME_MEETS_ROWS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TIME_MEETS_ROWS)
                .because("it may not be there")
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "context,      java",
        "event,        java",
        "problem,      com.nimbusds",
        "passport,     com.nimbusds com.github.benmanes.caffeine",
        "tenancy,      com.github.benmanes.caffeine",
        "timemachine,  java",
        "partitioning, java",
        "partitioning.directory, dev.nostage.partitioning.directory com.nimbusds org.flywaydb",
        "partitioning.database, dev.nostage.partitioning.database dev.nostage.partitioning.directory dev.nostage.partitioning.jdbc com.github.benmanes.caffeine org.flywaydb org.h2 org.postgresql",
        "resilience,   io.github.resilience4j"
    })
    void anIdeaKnowsItsLibrariesAndNoFramework(String idea, String libraries) {
        String[] packages =
                Stream.of(libraries.split(" ")).map(library -> library + "..").toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("dev.nostage." + idea)
                .and(NO_ANNOTATION)
                .should()
                .onlyDependOnClassesThat(FOR_ALL.or(resideInAnyPackage(packages)))
                .because("an idea can be tested without a server, and used without a framework")
                .check(HOUSE);
    }

    @Test
    void reactorCanBeUsedWithoutMicronaut() {
        noClasses()
                .that()
                .resideInAPackage("dev.nostage..reactor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "dev.nostage..micronaut..")
                .because("it can be used without Micronaut")
                .check(HOUSE);
    }

    @Test
    void servletsNeedNoMicronaut() {
        classes()
                .that()
                .resideInAPackage("dev.nostage..servlet..")
                .should()
                .onlyDependOnClassesThat(FOR_ALL.or(resideInAnyPackage("jakarta.servlet..", "dev.nostage..servlet..")))
                .because("a servlet container has no Micronaut but what carries the context")
                .check(HOUSE);
    }

    @Test
    void noPackagesTurnInACircle() {
        slices().matching("dev.nostage.(**)")
                .should()
                .beFreeOfCycles()
                .because("a reader can begin at the bottom")
                .check(HOUSE);
    }

    @Test
    void nobodyReadsTheTimeStatically() {
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe("read the time", ArchitectureTest::readsTheTime))
                .because("business time is a clock that is handed in, and machine time a ticker")
                .check(HOUSE);
    }

    @Test
    void onlyWiringChoosesTheSystemsClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.nostage..micronaut..", "dev.nostage.testkit..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "choose the system's clock",
                        access -> access.getTargetOwner().isEquivalentTo(Clock.class)
                                && access.getName().startsWith("system")))
                .because("what is machine time and what is not is decided in one place")
                .check(HOUSE);
    }

    private static boolean readsTheTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean handsInTheTicker = access.getOriginOwner().getSimpleName().endsWith("Factory");
        boolean clock = owner.startsWith("java.time.") && access.getName().equals("now");
        boolean system = owner.equals("java.lang.System")
                && List.of("currentTimeMillis", "nanoTime").contains(access.getName());
        return clock || (system && !handsInTheTicker);
    }
}

package dev.nostage.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.MultipleFailuresError;

class HouseRulesTest {

    /** A method of an example, in what ArchUnit says of it. */
    private static final Pattern METHOD = Pattern.compile("Examples\\$\\w+\\.(<?\\w+>?)\\(");

    @Test
    void findsEveryWayToReadAStaticClock() {
        assertThat(violators(HouseRules.NO_STATIC_CLOCK, ClockExamples.Broken.class))
                .isEqualTo(methods(ClockExamples.Broken.class));
        assertThat(violators(HouseRules.NO_STATIC_CLOCK, ClockExamples.BrokenField.class))
                .containsExactly("<clinit>");
    }

    @Test
    void allowsAClockThatIsHandedInAndMachineTime() {
        assertThat(violations(HouseRules.NO_STATIC_CLOCK, ClockExamples.Kept.class))
                .isEmpty();
    }

    @Test
    void findsEntitiesThatAreNobodys() {
        assertThat(violations(
                        HouseRules.ENTITIES_ARE_PARTITIONED_OR_SHARED,
                        EntityExamples.Forgotten.class,
                        EntityExamples.ForgottenByJpa.class,
                        EntityExamples.Plain.class))
                .satisfiesExactlyInAnyOrder(
                        broken -> assertThat(broken)
                                .contains("Examples$Forgotten>", "has no @TenantId and is not @Shared")
                                .contains("EntityExamples.java"),
                        broken -> assertThat(broken).contains("Examples$ForgottenByJpa>"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                EntityExamples.Partitioned.class,
                EntityExamples.Inheriting.class,
                EntityExamples.ByInterface.class,
                EntityExamples.SharedByAll.class
            })
    void allowsEntitiesThatAreATenantsOrEverybodys(Class<?> entity) {
        assertThat(violations(HouseRules.ENTITIES_ARE_PARTITIONED_OR_SHARED, entity))
                .isEmpty();
    }

    @Test
    void findsClientsThatCallWithoutAGuard() {
        assertThat(violations(HouseRules.CLIENTS_ARE_GUARDED, ClientExamples.Unguarded.class))
                .singleElement()
                .asString()
                .contains("Client <dev.nostage.testkit.rules.ClientExamples$Unguarded>", "Unguarded.price()");
        assertThat(violations(HouseRules.CLIENTS_ARE_GUARDED, ClientExamples.HalfGuarded.class))
                .singleElement()
                .asString()
                .contains("HalfGuarded.rebate()");
        assertThat(violations(
                        HouseRules.CLIENTS_ARE_GUARDED, ClientExamples.Forgetful.class, ClientExamples.Prices.class))
                .singleElement()
                .asString()
                .contains("ClientExamples$Forgetful>", "Prices.price()");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ClientExamples.Guarded.class,
                ClientExamples.GuardedAgain.class,
                ClientExamples.GuardedByMethod.class
            })
    void allowsClientsThatAreGuarded(Class<?> client) {
        assertThat(violations(HouseRules.CLIENTS_ARE_GUARDED, client)).isEmpty();
    }

    @Test
    void findsEveryWayToLoseTheContext() {
        assertThat(violators(HouseRules.WORK_KEEPS_ITS_CONTEXT, ThreadExamples.Broken.class))
                .isEqualTo(methods(ThreadExamples.Broken.class));
        assertThat(violators(HouseRules.WORK_KEEPS_ITS_CONTEXT, ThreadExamples.BrokenField.class))
                .containsExactly("<init>");
        assertThat(violators(HouseRules.WORK_KEEPS_ITS_CONTEXT, ThreadExamples.Pools.class))
                .containsExactly("lost", "noBean");
    }

    @Test
    void allowsWhatIsWrapped() {
        assertThat(violations(
                        HouseRules.WORK_KEEPS_ITS_CONTEXT, ThreadExamples.Kept.class, ThreadExamples.Worker.class))
                .isEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void findsVirtualThreads(@TempDir Path directory) throws IOException {
        Path source = directory.resolve("VirtualExamples.java");
        Files.writeString(source, """
                class VirtualExamples {
                    static class Broken {
                        void virtual(Runnable work) { Thread.ofVirtual().start(work); }
                        void platform(Runnable work) { Thread.ofPlatform().start(work); }
                        void started(Runnable work) { Thread.startVirtualThread(work); }
                        Object pool() { return java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor(); }
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", directory.toString(), source.toString()))
                .isZero();

        JavaClasses classes = new ClassFileImporter().importPath(directory);

        assertThat(violators(HouseRules.WORK_KEEPS_ITS_CONTEXT, classes))
                .containsExactly("platform", "pool", "started", "virtual");
    }

    @Test
    void findsExceptionsWithoutAReason() {
        assertThat(violations(
                        HouseRules.EXCEPTIONS_HAVE_A_REASON,
                        ReasonExamples.Broken.class,
                        ReasonExamples.BrokenShared.class,
                        ReasonExamples.BrokenClass.class,
                        ReasonExamples.Kept.class))
                .satisfiesExactlyInAnyOrder(
                        broken -> assertThat(broken).contains("@NoTenant", "Broken.noTenant()"),
                        broken -> assertThat(broken).contains("@SharedCache", "Broken.sharedCache()"),
                        broken -> assertThat(broken).contains("@AcrossTenants", "Broken.acrossTenants()"),
                        broken -> assertThat(broken).contains("@Shared", "BrokenShared"),
                        broken -> assertThat(broken).contains("@NoTenant", "BrokenClass"));
    }

    @Test
    void tellsWhatToDo() {
        assertThatThrownBy(() -> HouseRules.NO_STATIC_CLOCK.check(examples(ClockExamples.BrokenField.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nobody should read a static clock, because")
                .hasMessageContaining("let a java.time.Clock be injected")
                .hasMessageContaining("<java.time.Instant.now()>")
                .hasMessageContaining("(ClockExamples.java:");
        assertThat(HouseRules.all())
                .allSatisfy(rule -> assertThat(rule.getDescription()).contains(", because "));
    }

    @Test
    void aRuleAloneFailsWhereThereIsNothingToCheck() {
        JavaClasses neither = examples(ClientExamples.Port.class, EntityExamples.Plain.class);

        for (ArchRule rule : List.of(HouseRules.ENTITIES_ARE_PARTITIONED_OR_SHARED, HouseRules.CLIENTS_ARE_GUARDED)) {
            assertThatThrownBy(() -> rule.check(neither))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("failed to check any classes");
        }
        assertThatCode(() -> HouseRules.all().forEach(rule -> rule.check(neither)))
                .doesNotThrowAnyException();
    }

    @Test
    void checksAllRulesOfPackagesAndTellsAllThatIsBroken() {
        assertThatCode(() -> HouseRules.check("dev.nostage.problem")).doesNotThrowAnyException();
        // The testkit itself serves no tenant: it reads the real time, and has threads that need to know nobody.
        assertThatThrownBy(() -> HouseRules.check("dev.nostage.problem", "dev.nostage.testkit"))
                .isInstanceOfSatisfying(
                        MultipleFailuresError.class,
                        error -> assertThat(error.getFailures())
                                .hasSize(2)
                                .anySatisfy(failure -> assertThat(failure).hasMessageContaining("nobody should read"))
                                .anySatisfy(failure -> assertThat(failure).hasMessageContaining("context is lost")))
                .hasMessageContaining("house rules of dev.nostage.problem, dev.nostage.testkit");
    }

    @Test
    void refusesToCheckNothing() {
        assertThatIllegalArgumentException().isThrownBy(HouseRules::check).withMessageContaining("Name the packages");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HouseRules.check("dev.nostage.problem", "dev.nostage.shpo"))
                .withMessageContaining("\"dev.nostage.shpo\" has no classes");
    }

    private static JavaClasses examples(Class<?>... examples) {
        return new ClassFileImporter().importClasses(examples);
    }

    private static List<String> violations(ArchRule rule, Class<?>... examples) {
        return rule.evaluate(examples(examples)).getFailureReport().getDetails();
    }

    private static Set<String> violators(ArchRule rule, Class<?> example) {
        return violators(rule, examples(example));
    }

    private static Set<String> violators(ArchRule rule, JavaClasses classes) {
        Set<String> methods = new TreeSet<>();
        for (String violation : rule.evaluate(classes).getFailureReport().getDetails()) {
            Matcher matcher = METHOD.matcher(violation);
            assertThat(matcher.find()).as(violation).isTrue();
            methods.add(matcher.group(1));
        }
        return methods;
    }

    private static Set<String> methods(Class<?> example) {
        return Arrays.stream(example.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.nostage.testkit.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * What compiled code shows of whether a service keeps its tenants apart and its time in one place. Each rule can be used alone, as
 * any {@link ArchRule}; {@link #check} tries them all.
 *
 * <p>The rules read class files: calls and method references, in lambdas too. What is called by reflection, or by a library on a
 * service's behalf, they do not see. What must break a rule for once is named in ArchUnit's own {@code
 * archunit_ignore_patterns.txt}.
 */
public final class HouseRules {

    /**
     * Nobody asks the system what time it is: not {@code java.time} without a {@code Clock}, nor {@code System.currentTimeMillis},
     * {@code Date}, {@code Calendar} and {@code Clock.system…}. {@code System.nanoTime} is machine time, and allowed.
     */
    public static final ArchRule NO_STATIC_CLOCK = noClasses()
            .should()
            .accessTargetWhere(StaticClock.IS_READ)
            .as("nobody should read a static clock")
            .because("a request may work at another time: let a java.time.Clock be injected, and ask clock.instant() or"
                    + " LocalDate.now(clock); what measures how long something took asks System.nanoTime()");

    /**
     * Every entity has a {@code @TenantId}, of its own or inherited, or says {@code @Shared(because = …)}. Alone, it fails where
     * there is no entity.
     */
    public static final ArchRule ENTITIES_ARE_PARTITIONED_OR_SHARED = classes()
            .that(Entities.ARE_MAPPED)
            .should(Entities.BELONG)
            .because("a row belongs to one tenant or to all: give the entity @TenantId String tenantId, or say"
                    + " @Shared(because = \"…\")");

    /**
     * Every {@code @Client} is {@code @Downstream}, as a whole or in each method that it declares. Alone, it fails where there is no
     * client. An {@code HttpClient} that is called by hand it does not judge.
     */
    public static final ArchRule CLIENTS_ARE_GUARDED = classes()
            .that(Clients.ARE_DECLARED)
            .should(Clients.BE_GUARDED)
            .because(
                    "an unguarded call of a test tenant reaches the real system, and waits for it as long as it likes: put"
                            + " @Downstream(\"name\") on the client itself, for it is not inherited");

    /**
     * Whoever makes threads of their own, uses the common pool or a parallel stream says with {@code RequestContext.wrap}, in the
     * same method, whom the work is for; each pool needs a {@code wrap} of its own there. A pool that a method of a
     * {@code @Factory} gives out as a bean is wrapped by Nostage.
     *
     * <p>That it is this work which is wrapped, and not other work of that method, a class file does not prove.
     */
    public static final ArchRule WORK_KEEPS_ITS_CONTEXT = classes()
            .should(new ContextKeeping())
            .because("a thread of one's own does not know whom it works for: hand it"
                    + " RequestContext.current().wrap(work), or work for nobody, RequestContext.empty().wrap(work);"
                    + " make a pool by RequestContext.wrap(pool), or let one of Micronaut's be injected");

    /** Whatever leaves the walls says why: no {@code because} of Nostage's annotations is blank. */
    public static final ArchRule EXCEPTIONS_HAVE_A_REASON = classes()
            .should(new Reasons())
            .because(
                    "whoever reviews it, and whoever reads the audit log, must learn why it is safe: write a sentence");

    private HouseRules() {}

    /** All of them. A service without entities, or without clients, breaks none by that. */
    public static List<ArchRule> all() {
        return List.of(
                NO_STATIC_CLOCK,
                ENTITIES_ARE_PARTITIONED_OR_SHARED.allowEmptyShould(true),
                CLIENTS_ARE_GUARDED.allowEmptyShould(true),
                WORK_KEEPS_ITS_CONTEXT,
                EXCEPTIONS_HAVE_A_REASON);
    }

    /**
     * Tries all rules on the classes of these packages, and those below them, without the classes of tests.
     *
     * @throws AssertionError if any is broken, with everything that breaks it
     * @throws IllegalArgumentException if a package has no classes, or none is named: rules about nothing always hold
     */
    public static void check(String... packages) {
        JavaClasses classes = imported(packages);
        Assertions.assertAll(
                "house rules of " + String.join(", ", packages),
                all().stream().<Executable>map(rule -> () -> rule.check(classes)));
    }

    private static JavaClasses imported(String... packages) {
        if (packages.length == 0) {
            throw new IllegalArgumentException("Name the packages to check, such as \"com.acme.shop\"");
        }
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
        for (String name : packages) {
            if (!classes.containPackage(name)) {
                throw new IllegalArgumentException(
                        "Package \"" + name + "\" has no classes but those of tests: check how"
                                + " it is spelled, and that what it is in has been compiled and is on the class path");
            }
        }
        return classes;
    }
}

package dev.nostage.testkit.service;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the application for the tests of a class, as Micronaut Test does, with a mock server of its own in the place of each
 * declared downstream. A test method takes them as parameters, a {@link MockDownstream} by its name or {@link Downstreams}.
 *
 * <p>A test fails if a mock was asked what no stub answers, and if anything tried to leave this machine, even where the
 * application made up for it. What was stubbed ends with the test.
 *
 * <p>Write {@link MicronautTest} beside it where the application must start in another way.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NostageTestExtension.class)
@MicronautTest(transactional = false)
public @interface NostageTest {

    /**
     * Where no guarded {@code @Client} tells where a downstream is: its name, and the property by which the application learns
     * its URL, such as {@code ledger=ledger.url}.
     */
    String[] urls() default {};

    /** Declared downstreams that no mock server plays, since the test stands for them in another way. */
    String[] unmocked() default {};

    /** Hosts that may be reached though they are not this machine, each as the application writes it. */
    String[] mayReach() default {};
}

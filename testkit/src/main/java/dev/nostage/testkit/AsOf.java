package dev.nostage.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test as of another date, in the test's own code and, with {@link InTenant}, in every service that it calls with
 * an injected HTTP client. On a method it takes the place of the class's.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(AsOfExtension.class)
public @interface AsOf {

    /**
     * The date, written as in the {@code Time-Machine} header: {@code 2026-11-27T00:00:00-08:00}, {@code 2026-11-27} (in UTC),
     * {@code +P3DT2H}; {@code ;mode=freeze} lets time stand still.
     */
    String value();
}

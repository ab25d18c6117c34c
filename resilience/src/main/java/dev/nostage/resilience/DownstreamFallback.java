package dev.nostage.resilience;

import io.micronaut.context.annotation.DefaultScope;
import io.micronaut.context.annotation.Executable;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that answers in the place of a downstream that fails, or that is not called since it fails or is too busy. Its
 * methods have the names, the parameter types and the result types of the guarded methods that they answer for, and may have
 * one more parameter, the last, of type {@link Throwable}: the cause.
 */
@Executable
@DefaultScope(Singleton.class)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DownstreamFallback {

    /** The downstream's name, as {@link Downstream} gives it. */
    String value();
}

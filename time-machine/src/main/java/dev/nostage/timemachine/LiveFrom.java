package dev.nostage.timemachine;

import io.micronaut.aop.Around;
import io.micronaut.context.annotation.Executable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Goes live at a date: a bean, a controller, or a method of one. Whoever travels beyond the date sees it live today.
 *
 * <p>Before its launch, and after its end, a route is answered as if it did not exist, and a call of a bean goes to its
 * {@link #predecessor()}; without one it is refused with a {@link NotLiveException}. It is decided when a method is called,
 * whatever it returns. What stands on a method stands there in the place of what stands on its class.
 *
 * <p>A mistake stops the start: a name that no launch has, a predecessor that is no bean or lacks a method, and two
 * successors of one predecessor that are live at once.
 */
// Micronaut's compiler writes advice only for what carries these: the one place where the idea knows its framework.
@Around
@Executable(processOnStartup = true)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LiveFrom {

    /**
     * The name of a launch, as in {@code nostage.launches.<name>}; or a date or date-time as in the {@link
     * TimeMachineHeader}, not relative, which without a zone is meant in {@code nostage.time-machine.zone}.
     */
    String value();

    /** When it ends, if {@link #value()} is a date; by default it stays. */
    String until() default "";

    /**
     * The bean whose method of the same name and parameters is called while this one is not live. Of the beans that succeed
     * one another one is {@code @Primary}, so that whoever injects their type gets the one that is live, call by call.
     */
    Class<?> predecessor() default void.class;

    /** The status with which a route is answered while it is not live and has no predecessor. */
    int status() default 404;
}

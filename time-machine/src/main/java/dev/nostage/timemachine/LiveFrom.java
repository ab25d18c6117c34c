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
 * <p>Before its launch, and after its end, a call goes to its {@link #predecessor()}. Without one a call of a bean is refused
 * with a {@link NotLiveException}, and a route is answered as if it did not exist, unless it declares a {@link #status()}. It
 * is decided when a method of the bean is called, whatever it returns, and from its own class too; a static method and an
 * object that was made with {@code new} are not asked. What stands on a method stands there in the
 * place of what stands on its class.
 *
 * <p>Work that nobody asks for rests outside its time in place of being refused: a {@code void} method that is {@code @Scheduled}
 * or an {@code @EventListener}, and an {@code ApplicationEventListener}. That holds for whoever calls it directly too.
 *
 * <p>A WebSocket, and a route that needs no tenant, follow the real date: they do not travel.
 *
 * <p>It is not inherited: what implements or overrides something marked says so again, and stops the start if it forgets.
 *
 * <p>A mistake stops the start: a name that no launch has, a date that cannot be read, a predecessor that is no bean or lacks a
 * method, and two successors of one method of one predecessor that are live at once.
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
     * The bean whose method of the same name and parameters is called while this one is not live, or that of another bean that
     * succeeds it and is. Of the marked beans that succeed one another the last is {@code @Primary}, and it alone, so that whoever injects their
     * type gets the one that is live, call by call. Of marked methods each gives way to the predecessor alone.
     */
    Class<?> predecessor() default void.class;

    /**
     * The status with which a route is answered while it is not live and has no predecessor: of the problem {@code not-live},
     * unless it is 404. What is not 404 tells a caller that there is something.
     */
    int status() default 404;
}

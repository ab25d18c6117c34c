package dev.nostage.resilience;

import io.micronaut.aop.Around;
import io.micronaut.context.annotation.Executable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Guards every call of a declarative client, a class or a method: it is screened, and passes the deadline, the limits and the
 * circuit breaker of this downstream and its class of traffic, before it is made.
 *
 * <p>A default method of a client is guarded by the methods that it calls. A Kotlin {@code suspend} function stops the
 * start. The annotation is not inherited, so that a stub that implements the client is not guarded itself; a client that
 * extends a guarded interface repeats it, and one that forgets stops the start.
 */
// Micronaut's compiler writes advice only for what carries these: the one place where the idea knows its framework.
@Around
@Executable(processOnStartup = true)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Downstream {

    /** The downstream's name, as in {@code nostage.downstreams.<name>}: lower-case letters, digits and hyphens. */
    String value();

    /**
     * Whether calls may be tried again though their HTTP method does not say so: two of them do what one does. GET, HEAD, PUT,
     * DELETE and OPTIONS say so (RFC 9110, 9.2.2).
     */
    boolean idempotent() default false;

    /**
     * The name of a public method of the same bean that answers when the downstream does not. It has the parameter types of the
     * guarded method and one more, the last, of type {@link Throwable}: the cause. It is not guarded itself. Where
     * none is named, a {@link DownstreamFallback} answers, if there is one.
     */
    String fallback() default "";
}

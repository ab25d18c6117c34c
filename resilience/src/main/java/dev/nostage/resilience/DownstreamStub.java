package dev.nostage.resilience;

import io.micronaut.context.annotation.DefaultScope;
import io.micronaut.context.annotation.Executable;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class the bean that answers in a downstream's place for tenants that are not live.
 *
 * <p>For each guarded method it has one of the same name, the same parameter types and a result that fits:
 * implement the client's interface, or write the methods alone. One that is missing stops the start, and so does a stub
 * that would never be asked. Whatever the result should say of not being real, the stub says it.
 */
@DefaultScope(Singleton.class)
@Executable
// Who asks for the client by its type gets the client, though the stub may be of that type too.
@Secondary
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DownstreamStub {

    /** The downstream's name. */
    String value();
}

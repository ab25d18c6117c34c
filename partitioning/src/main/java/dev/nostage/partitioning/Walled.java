package dev.nostage.partitioning;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a repository whose every call passes the {@link RepositoryWall}. Our processor puts it on each repository, so
 * that nobody can forget it.
 */
@Around
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Walled {

    /** The repository's simple name, for messages. */
    String value();

    /** Whether its rows are everybody's: then its calls need no tenant, and may reach no partitioned table. */
    boolean shared() default false;
}

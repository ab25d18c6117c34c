package dev.nostage.partitioning;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a repository's method whose hand-written SQL compares {@code tenant_id} with arguments of the call. Our
 * processor puts it there; the {@link RepositoryWall} demands before any SQL that each is the current tenant.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TenantArguments {

    /** Positions of parameters, from 0. */
    int[] value();
}

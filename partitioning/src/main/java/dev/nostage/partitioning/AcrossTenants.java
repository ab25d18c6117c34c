package dev.nostage.partitioning;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The only way over the walls: a bean's method that works with the rows of every tenant, or a repository all of whose
 * methods do. It works for no tenant, on the data source that {@code nostage.partitioning.across-tenants.datasource} names
 * and on no other; with none named it is refused. Every call stands in the security log and in the audit log.
 *
 * <p>What it calls by {@link dev.nostage.tenancy.Tenants#callAs} is behind the walls again. Its work must be done when it
 * returns: a result that comes later is refused.
 */
@Around
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AcrossTenants {

    /** Why, for whoever reads the logs, such as "the month's invoices". */
    String because();
}

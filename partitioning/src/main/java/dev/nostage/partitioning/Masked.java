package dev.nostage.partitioning;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of an entity's property that its values do not leave the tenant: a copy of the tenant has others in their place,
 * equal ones for equal ones. On an embedded property it counts for all that is in it.
 *
 * @see dev.nostage.partitioning.database.TenantCopy
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface Masked {}

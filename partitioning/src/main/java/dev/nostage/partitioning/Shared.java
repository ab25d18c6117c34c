package dev.nostage.partitioning;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of an entity that its rows are everybody's: its table has no {@code tenant_id}, and every tenant may read it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shared {

    /** Why no row of it is a tenant's, such as "country codes". */
    String because();
}

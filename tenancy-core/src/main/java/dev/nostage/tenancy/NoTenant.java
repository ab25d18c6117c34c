package dev.nostage.tenancy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that works for nobody. It is served without a tenant, and has none even if the caller sends one, so what it
 * does to partitioned data is refused.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NoTenant {

    /** Why nobody's request may pass, for whoever reviews it. */
    String because();
}

package dev.nostage.tenancy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A cached method whose values all tenants share. It works for nobody: its code runs with no tenant, so that it cannot
 * read one's data and hand it to all; what else it calls from there has none either.
 *
 * <p>On a class, all its cached methods. A method that caches nothing is not changed by it. Whatever else separates
 * caches still does.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SharedCache {

    /** Why nobody's data can be in there, for whoever reviews it. */
    String because();
}

package dev.nostage.testkit;

import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test as a fresh tenant of its own, which is bound on the test's thread and so goes with every call of an
 * injected HTTP client. A test method may take the {@link Tenant} as a parameter.
 *
 * <p>On a parameter of a test method it asks for a further tenant, which the test binds where it needs it, by {@code
 * Tenants.callAs}. Where nothing but parameters carry it, the test runs as the first of them.
 *
 * <p>With Micronaut Test each is opened in the application under test and removed from it after the test; a test that
 * leaves something of its tenants behind fails. On a method it takes the place of the class's.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(InTenantExtension.class)
public @interface InTenant {

    TenantKind kind() default TenantKind.TEST;

    String plan() default Tenant.DEFAULT_PLAN;

    /** Each {@code name=value}, such as {@code zone=Europe/Berlin}. */
    String[] attributes() default {};

    /**
     * What the test's passport permits beyond acting as its tenant, such as {@link Permission#TRAVEL} for a live one with
     * {@link AsOf}. For the tenant that the test runs as, on its method or class.
     */
    Permission[] permissions() default {};
}

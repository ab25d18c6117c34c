package dev.nostage.tenancy;

import java.security.Principal;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that whoever authenticated belongs to, as an attribute of the principal says. The attribute is text; several
 * values, or anything else, refuse the request.
 */
public final class PrincipalTenantSource implements TenantSource {

    public static final String DEFAULT_ATTRIBUTE = "tenant";

    private final String attribute;
    private final BiFunction<Principal, String, @Nullable Object> reading;

    /**
     * @param attribute its name
     * @param reading gives the attribute's value, or null if a principal has none
     * @throws IllegalArgumentException if the name is blank
     */
    public PrincipalTenantSource(String attribute, BiFunction<Principal, String, @Nullable Object> reading) {
        if (attribute.isBlank()) {
            throw new IllegalArgumentException(
                    "nostage.tenancy.principal.attribute must name an attribute, and was blank");
        }
        this.attribute = attribute;
        this.reading = reading;
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        return Resolution.of(
                "The principal's attribute \"" + attribute + "\"",
                request.principal()
                        .map(principal -> reading.apply(principal, attribute))
                        .orElse(null));
    }

    @Override
    public String name() {
        return "principal";
    }
}

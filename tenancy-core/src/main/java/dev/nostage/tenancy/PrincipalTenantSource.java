package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that whoever authenticated belongs to, as an attribute of the principal says. The attribute is text; several
 * values, or anything else, refuse the request.
 */
public final class PrincipalTenantSource implements TenantSource {

    public static final String DEFAULT_ATTRIBUTE = "tenant";

    /** By which callers authenticate to most servers. */
    public static final List<String> DEFAULT_HEADERS = List.of("Authorization", "Cookie");

    /** A token of RFC 9110, of which {@code *} is one. */
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~A-Za-z0-9-]+");

    private final String attribute;
    private final Set<String> headers;
    private final BiFunction<Principal, String, @Nullable Object> reading;

    /**
     * @param attribute its name
     * @param reading gives the attribute's value, or null if a principal has none
     * @throws IllegalArgumentException if the name is blank
     */
    public PrincipalTenantSource(String attribute, BiFunction<Principal, String, @Nullable Object> reading) {
        this(attribute, DEFAULT_HEADERS, reading);
    }

    /**
     * @param attribute its name
     * @param headers those by which callers authenticate
     * @param reading gives the attribute's value, or null if a principal has none
     * @throws IllegalArgumentException if the name is blank, or a header's cannot be one
     */
    public PrincipalTenantSource(
            String attribute, List<String> headers, BiFunction<Principal, String, @Nullable Object> reading) {
        if (attribute.isBlank()) {
            throw new IllegalArgumentException(
                    "nostage.tenancy.principal.attribute must name an attribute, and was blank");
        }
        for (String header : headers) {
            if (!HEADER.matcher(header).matches()) {
                throw new IllegalArgumentException("nostage.tenancy.principal.headers are names of headers, or *,"
                        + " and one was " + quoted(header));
            }
        }
        this.attribute = attribute;
        this.headers = Collections.unmodifiableSet(new LinkedHashSet<>(headers));
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
    public Set<String> headers() {
        return headers;
    }

    @Override
    public String name() {
        return "principal";
    }
}

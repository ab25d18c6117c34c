package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The role that makes whoever authenticated an operator. It counts for nobody who belongs to a tenant, since a tenant may
 * name the roles of its own users; and not for what another site makes a browser ask for.
 */
public final class OperatorRole implements OperatorProof {

    public static final String NAME = "NOSTAGE_OPERATOR";

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Function<Principal, Collection<String>> roles;
    private final TenantSource belonging;

    /** @param belonging the tenant that a principal belongs to */
    public OperatorRole(Function<Principal, Collection<String>> roles, TenantSource belonging) {
        this.roles = roles;
        this.belonging = belonging;
    }

    @Override
    public Optional<String> who(IncomingRequest request) {
        return request.principal()
                .filter(principal -> roles.apply(principal).contains(NAME))
                .filter(principal -> belonging.resolve(request) instanceof Resolution.Absent)
                .filter(principal -> !isAnotherSites(request))
                .map(principal -> "user " + quoted(principal.getName()));
    }

    /**
     * A browser sends cookies and passwords along, whoever makes it ask; it also says who did so, in {@code
     * Sec-Fetch-Site} or, an old one, in {@code Origin}.
     */
    private static boolean isAnotherSites(IncomingRequest request) {
        List<String> site = request.headers("Sec-Fetch-Site");
        if (!site.isEmpty()) {
            return !OWN_SITE.containsAll(site);
        }
        List<String> host = request.headers("Host");
        return !request.headers("Origin").stream()
                .allMatch(origin -> host.size() == 1
                        && (origin.equals("https://" + host.get(0)) || origin.equals("http://" + host.get(0))));
    }
}

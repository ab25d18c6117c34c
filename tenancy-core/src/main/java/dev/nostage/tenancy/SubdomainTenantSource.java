package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The label before a base domain in the host that a request is sent to: {@code acme.shop.example} names {@code acme}. The
 * caller chooses the host, so this identifies a tenant and proves nothing.
 *
 * <p>Hosts have no case: the label is read in lower case, so a tenant whose id has capitals, or dots, has no subdomain.
 */
public final class SubdomainTenantSource implements TenantSource {

    private static final String LABEL = "[a-z0-9_-]{1,63}";
    private static final String NAME = LABEL + "(\\." + LABEL + ")*";
    private static final Pattern DOMAIN = Pattern.compile(NAME + "(?<!(^|\\.)[0-9]{1,63})", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("(?<name>" + NAME + "|\\[[0-9a-f:.]+])\\.?(:[0-9]{0,5})?", Pattern.CASE_INSENSITIVE);

    /** A name, a dot and a port: nothing longer is handed to a pattern. */
    private static final int LONGEST = 253 + 1 + 6;

    private final List<String> baseDomains;

    /**
     * @param baseDomains none, or names such as {@code shop.example}; those outside ASCII as {@code xn--…}. Of two that a host
     *     ends with, the longer one counts
     * @throws IllegalArgumentException if one of them is no domain
     */
    public SubdomainTenantSource(List<String> baseDomains) {
        this.baseDomains = baseDomains.stream()
                .map(SubdomainTenantSource::domain)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static String domain(String configured) {
        if (configured.length() > LONGEST || !DOMAIN.matcher(configured).matches()) {
            throw new IllegalArgumentException(
                    "A base domain (nostage.tenancy.base-domains) is a name such as shop.example,"
                            + " without port or wildcard, and this one was " + quoted(configured));
        }
        return configured.toLowerCase(Locale.ROOT);
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        List<String> hosts = baseDomains.isEmpty() ? List.of() : request.headers("Host");
        if (hosts.isEmpty()) {
            return Resolution.absent();
        }
        if (hosts.size() > 1) {
            return malformed("Host was sent " + hosts.size() + " times");
        }
        String host = hosts.get(0);
        Matcher parts = HOST.matcher(host);
        if (host.length() > LONGEST || !parts.matches()) {
            return malformed("The request's host cannot be read: " + quoted(host));
        }
        return below(parts.group("name").toLowerCase(Locale.ROOT))
                .map(SubdomainTenantSource::named)
                .orElseGet(Resolution::absent);
    }

    /** What stands before the base domain that a name belongs to; empty if it is none of theirs, or one itself. */
    private Optional<String> below(String name) {
        return baseDomains.stream()
                .filter(base -> name.equals(base) || name.endsWith("." + base))
                .findFirst()
                .filter(base -> !name.equals(base))
                .map(base -> name.substring(0, name.length() - base.length() - 1));
    }

    private static Resolution named(String label) {
        return label.indexOf('.') < 0 && TenantId.isOne(label)
                ? Resolution.found(new TenantId(label))
                : malformed("One label before the base domain names a tenant, and this was " + quoted(label));
    }

    private static Resolution malformed(String message) {
        return Resolution.refused(new TenantMalformedException(message));
    }

    /** It reads the host alone. */
    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public String name() {
        return "subdomain";
    }
}

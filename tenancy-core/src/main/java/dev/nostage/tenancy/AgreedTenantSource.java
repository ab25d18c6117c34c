package dev.nostage.tenancy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Several sources as one: all are asked, and two that disagree refuse the request. */
public final class AgreedTenantSource implements TenantSource {

    private final String name;
    private final List<TenantSource> sources;

    /** @param sources in the order in which they are asked; of two that refuse, the first tells why */
    public AgreedTenantSource(String name, List<? extends TenantSource> sources) {
        this.name = name;
        this.sources = List.copyOf(sources);
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        Resolution agreed = Resolution.absent();
        for (int i = 0; i < sources.size(); i++) { // no iterator: this is done for each request
            TenantSource source = sources.get(i);
            Resolution resolution = source.resolve(request);
            if (resolution instanceof Resolution.Refused) {
                return resolution;
            }
            if (resolution instanceof Resolution.Found found) {
                if (!(agreed instanceof Resolution.Found before)) {
                    agreed = found;
                } else if (before.tenant().equals(found.tenant())) {
                    agreed = before.and(found);
                } else {
                    return Resolution.refused(new TenantRefusedException(
                            TenantRefusedException.Reason.CONTRADICTED,
                            "The request names tenant \"" + before.tenant() + "\" and tenant \"" + found.tenant()
                                    + "\"; the latter by its " + source.name()));
                }
            }
        }
        return agreed;
    }

    /** Those of all, in the order in which they are asked. */
    @Override
    public Set<String> headers() {
        Set<String> headers = new LinkedHashSet<>();
        sources.forEach(source -> headers.addAll(source.headers()));
        return headers;
    }

    @Override
    public String name() {
        return name;
    }
}

package dev.nostage.tenancy;

import java.util.Set;

/**
 * Says which tenant a request names, from one kind of evidence. Every source is asked, and two that disagree refuse the
 * request: so the order in which they are asked decides nothing.
 */
public interface TenantSource {

    /** Must not throw for bad input: answer {@link Resolution#refused}. */
    Resolution resolve(IncomingRequest request);

    /**
     * The request's headers that it reads, and those that a filter before it reads for it: what {@code Vary} names, so that no
     * cache gives one tenant's answer to another. {@code *}, which is what a source has that does not say, lets no cache give
     * an answer again. The host need not be named, by which every cache tells requests apart.
     */
    default Set<String> headers() {
        return Set.of("*");
    }

    /** What the wide event calls this evidence, such as {@code passport}. */
    String name();
}

package dev.nostage.tenancy;

/**
 * Says which tenant a request names, from one kind of evidence. Every source is asked, and two that disagree refuse the
 * request: so the order in which they are asked decides nothing.
 */
public interface TenantSource {

    /** Must not throw for bad input: answer {@link Resolution#refused}. */
    Resolution resolve(IncomingRequest request);

    /** What the wide event calls this evidence, such as {@code passport}. */
    String name();
}

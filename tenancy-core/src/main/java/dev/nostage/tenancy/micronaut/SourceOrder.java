package dev.nostage.tenancy.micronaut;

/**
 * In which order the sources of a tenant are asked. It decides only which of two refusals is told: sources that disagree
 * are refused in any order. Sources of the application's own come last, unless they say otherwise.
 */
public final class SourceOrder {

    public static final int PASSPORT = -600;
    public static final int HEADER = -500;
    public static final int PRINCIPAL = -400;
    public static final int SUBDOMAIN = -300;
    public static final int MULTITENANCY = -200;
    public static final int FIXED = -100;

    private SourceOrder() {}
}

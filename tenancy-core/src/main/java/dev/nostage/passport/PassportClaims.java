package dev.nostage.passport;

import com.nimbusds.jose.JOSEObjectType;

/** The names on the wire that issuer and verifier share (RFC 7519 for the registered ones). */
final class PassportClaims {

    static final JOSEObjectType TYPE = new JOSEObjectType("nostage-passport+jwt");
    static final String TENANT = "tenant";
    static final String KIND = "kind";
    static final String GENERATION = "generation";
    static final String PERMISSIONS = "permissions";
    static final String CARRIED = "carried";

    private PassportClaims() {}
}

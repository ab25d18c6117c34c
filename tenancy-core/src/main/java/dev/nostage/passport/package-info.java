/**
 * The signed token that carries a request's context from service to service, and that a tester holds to act as a test
 * tenant. Written by {@link dev.nostage.passport.PassportIssuer}, read by
 * {@link dev.nostage.passport.PassportVerifier}.
 */
@NullMarked
package dev.nostage.passport;

import org.jspecify.annotations.NullMarked;

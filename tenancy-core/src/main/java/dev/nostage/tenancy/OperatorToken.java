package dev.nostage.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret that opens the operator endpoints. */
public final class OperatorToken {

    public static final int LEAST_LENGTH = 32;

    private static final String SCHEME = "Bearer ";

    private final byte[] authorization;

    private OperatorToken(String token) {
        this.authorization = (SCHEME + token).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is shorter than {@value #LEAST_LENGTH} characters */
    public static OperatorToken of(String token) {
        if (token.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("nostage.operator.token has " + token.length() + " characters and needs "
                    + LEAST_LENGTH + ": make one with `openssl rand -base64 32`");
        }
        return new OperatorToken(token);
    }

    /** Random text that is fit to be a token. */
    public static String random() {
        byte[] random = new byte[30];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /**
     * Passes if an {@code Authorization} header brings this token, in a time that does not tell how near another was.
     *
     * @throws OperatorRefusedException if it does not
     */
    public void demand(String authorizationHeader) {
        if (!MessageDigest.isEqual(authorization, authorizationHeader.getBytes(StandardCharsets.UTF_8))) {
            throw new OperatorRefusedException();
        }
    }
}

package dev.nostage.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret that opens the operator endpoints. */
public final class OperatorToken implements OperatorProof {

    public static final int LEAST_LENGTH = 32;

    private static final int FINGERPRINT_BYTES = 4;
    private static final String SCHEME = "Bearer ";

    private final byte[] authorization;

    private final @Nullable String generated;

    private OperatorToken(String token, @Nullable String generated) {
        this.authorization = (SCHEME + token).getBytes(StandardCharsets.UTF_8);
        this.generated = generated;
    }

    /** @throws IllegalArgumentException if it is shorter than {@value #LEAST_LENGTH} characters */
    public static OperatorToken of(String token) {
        if (token.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("nostage.operator.token has " + token.length() + " characters and needs "
                    + LEAST_LENGTH + ": make one with `openssl rand -base64 32`");
        }
        return new OperatorToken(token, null);
    }

    /** A random token, for this process only: somebody has to be told what it is. */
    public static OperatorToken generate() {
        byte[] random = new byte[30];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().encodeToString(random);
        return new OperatorToken(token, token);
    }

    /** The token itself, if it was generated. */
    public Optional<String> generated() {
        return Optional.ofNullable(generated);
    }

    /** Tells this token from others in a log, and nothing of what it is. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(authorization);
            return "token-" + HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The fingerprint, if {@code Authorization} brings this token; in a time that does not tell how near another was. */
    @Override
    public Optional<String> who(IncomingRequest request) {
        List<String> sent = request.headers("Authorization");
        return sent.size() == 1
                        && MessageDigest.isEqual(authorization, sent.get(0).getBytes(StandardCharsets.UTF_8))
                ? Optional.of(fingerprint())
                : Optional.empty();
    }
}

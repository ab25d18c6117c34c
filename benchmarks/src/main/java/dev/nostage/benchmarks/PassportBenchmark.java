package dev.nostage.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.Permission;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Passports of HS256, beside the library that signs and verifies them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PassportBenchmark {

    private static final byte[] SECRET = "of thirty-two bytes and not more".getBytes(StandardCharsets.US_ASCII);

    private final PassportOptions options = new PassportOptions(
            "shop",
            List.of(SigningKey.of("first", Base64.getEncoder().encodeToString(SECRET))),
            PassportOptions.DEFAULT_TIME_TO_LIVE,
            List.of());
    private final Clock clock = Clock.systemUTC();
    private final Tenant tenant = Tenant.live("acme");
    private final PassportIssuer issuer = new PassportIssuer(options, clock);
    private final PassportVerifier knowing = new PassportVerifier(options, clock);
    private final PassportVerifier forgetful = new PassportVerifier(options, clock, 0);
    private final String passport = issuer.issue(tenant, Set.of(Permission.TRAVEL), null);
    private final byte[] received = passport.getBytes(StandardCharsets.ISO_8859_1);

    private final JWSHeader header;
    private final JWTClaimsSet claims;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    public PassportBenchmark() {
        // From now on it is known, and so is its hash.
        knowing.verify(passport);
        try {
            signer = new MACSigner(SECRET);
            verifier = new MACVerifier(SECRET);
            claims = SignedJWT.parse(passport).getJWTClaimsSet();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
        header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("nostage-passport+jwt"))
                .keyID("first")
                .build();
    }

    /** The peer of {@link #cached} and {@link #uncached}. */
    @Benchmark
    @SuppressWarnings("JavaUtilDate") // as the library has it
    public JWTClaimsSet nimbusVerify() throws ParseException, JOSEException {
        SignedJWT jwt = SignedJWT.parse(passport);
        JWTClaimsSet read = jwt.getJWTClaimsSet();
        if (!jwt.verify(verifier) || read.getExpirationTime().getTime() <= clock.millis()) {
            throw new IllegalStateException("It was good when it was made");
        }
        return read;
    }

    /** A text that was verified before: another string, whose hash is known. */
    @Benchmark
    public Passport cached() {
        return knowing.verify(new String(passport));
    }

    /** The peer of {@link #received}: what a string from the wire costs whoever looks it up anywhere. */
    @Benchmark
    public int scan() {
        return new String(received, StandardCharsets.ISO_8859_1).hashCode();
    }

    /** {@link #cached}, as it comes from the wire: its hash is not known yet. */
    @Benchmark
    public Passport received() {
        return knowing.verify(new String(received, StandardCharsets.ISO_8859_1));
    }

    @Benchmark
    public Passport uncached() {
        return forgetful.verify(passport);
    }

    /** The peer of {@link #issue}: the same claims, which are there already. */
    @Benchmark
    public String nimbusSign() throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Benchmark
    public String issue() {
        return issuer.issue(tenant, Set.of(Permission.TRAVEL), null);
    }
}

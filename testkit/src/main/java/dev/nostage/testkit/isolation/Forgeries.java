package dev.nostage.testkit.isolation;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Tenant;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Passports that an attacker may come with: his own, and such as this deployment never wrote. */
final class Forgeries {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final int SECRET_BYTES = 32;

    private final PassportOptions options;
    private final PassportIssuer issuer;

    Forgeries(ApplicationContext application) {
        this.options = application.getBean(PassportOptions.class);
        this.issuer = application.getBean(PassportIssuer.class);
    }

    String genuine(Tenant tenant) {
        return issuer.issue(tenant, Set.of(), null);
    }

    /** By what each is wrong: how it is made for the victim, with what the attacker has. */
    Map<String, Function<Forged, String>> all() {
        Map<String, Function<Forged, String>> all = new LinkedHashMap<>();
        all.put("with a passport that another key signed", forged -> signedByAnother(forged.victim()));
        all.put("with a passport that nobody signed", forged -> unsigned(forged.victim()));
        all.put("with a passport that was altered", forged -> altered(forged));
        all.put("with a passport that has expired", forged -> expired(forged.victim()));
        return all;
    }

    record Forged(Tenant victim, Tenant attacker) {}

    /** Under the name of the true key. */
    private String signedByAnother(Tenant victim) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        SigningKey another =
                SigningKey.of(options.keys().get(0).id(), Base64.getEncoder().encodeToString(secret));
        PassportOptions theirs =
                new PassportOptions(options.deployment(), List.of(another), options.timeToLive(), List.of());
        return new PassportIssuer(theirs, Clock.systemUTC()).issue(victim, Set.of(), null);
    }

    /** RFC 8725, 2.1. */
    private String unsigned(Tenant victim) {
        String head = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"nostage-passport+jwt\"}".getBytes(StandardCharsets.UTF_8));
        return head + "." + parts(genuine(victim)).get(1) + ".";
    }

    /** The attacker's own, with the victim's claims. */
    private String altered(Forged forged) {
        List<String> own = parts(genuine(forged.attacker()));
        return own.get(0) + "." + parts(genuine(forged.victim())).get(1) + "." + own.get(2);
    }

    /** Head, claims and signature (RFC 7515, 7.1). */
    private static List<String> parts(String passport) {
        return List.of(passport.split("\\.", -1));
    }

    private String expired(Tenant victim) {
        return new PassportIssuer(options, Clock.fixed(LONG_AGO, ZoneOffset.UTC))
                .issue(victim, Set.of(), Duration.ofMinutes(1));
    }
}

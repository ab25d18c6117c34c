package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.OperatorRequestException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import io.micronaut.core.convert.ConversionService;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of an operator's request, read field by field, so that an error names the field. */
record OperatorRequest(Map<String, Object> body, ConversionService conversion) {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern PLAN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]{0,62}");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}");
    private static final int LONGEST_BODY = 16_384;
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    static OperatorRequest read(@Nullable String body, ConversionService conversion) {
        // The parser takes null, and an array of pairs, for objects too.
        if (body != null && body.stripLeading().startsWith("{")) {
            try {
                return new OperatorRequest(JSONObjectUtils.parse(body, LONGEST_BODY), conversion);
            } catch (ParseException e) {
                throw malformed();
            }
        }
        throw malformed();
    }

    /** How many tenants a page has. One that is cut in silence would look like the last. */
    static int limit(@Nullable String limit) {
        if (limit == null) {
            return USUAL_PAGE;
        }
        int read = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (read < 1 || read > LARGEST_PAGE) {
            throw new OperatorRequestException(
                    "\"limit\" must be a whole number from 1 to " + LARGEST_PAGE + ", and was " + quoted(limit));
        }
        return read;
    }

    /** @throws OperatorRequestException if the body has another field: it is misspelt, or means something that we ignore */
    OperatorRequest only(List<String> fields) {
        for (String field : body.keySet()) {
            if (!fields.contains(field)) {
                throw new OperatorRequestException(
                        quoted(field) + " is no field of this request, which has " + String.join(", ", fields));
            }
        }
        return this;
    }

    private static OperatorRequestException malformed() {
        return new OperatorRequestException(
                "The body must be a JSON object of at most " + LONGEST_BODY + " characters");
    }

    String id() {
        String id = text("id", "");
        if (id.isEmpty()) {
            throw new OperatorRequestException("\"id\" is missing: say which tenant to open");
        }
        return id;
    }

    Tenant tenant(Instant now) {
        Duration timeToLive = timeToLive();
        TenantKind kind = kind();
        if (!kind.isLive() && timeToLive == null) {
            throw new OperatorRequestException(
                    "\"ttl\" is missing: a " + kind + " tenant must end. Say how long it lives, such as \"1h\"");
        }
        return new Tenant(
                new TenantId(id()),
                kind,
                plan(),
                TenantStatus.ACTIVE,
                timeToLive == null ? null : now.plus(timeToLive),
                attributes());
    }

    @Nullable
    Duration timeToLive() {
        Object given = body.get("ttl");
        if (given == null) {
            return null;
        }
        return conversion
                .convert(given, Duration.class)
                .filter(ttl -> !ttl.isZero() && !ttl.isNegative() && ttl.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new OperatorRequestException(
                        "\"ttl\" must be a duration of up to 366 days, such as \"90s\", \"15m\", \"2h\" or \"P1D\", and was "
                                + quoted(given.toString())));
    }

    Set<Permission> permissions() {
        Set<Permission> permissions = new HashSet<>();
        if (body.get("permissions") instanceof Collection<?> names) {
            for (Object name : names) {
                permissions.add(permission(String.valueOf(name)));
            }
        } else if (body.get("permissions") != null) {
            throw new OperatorRequestException("\"permissions\" must be an array of texts");
        }
        return permissions;
    }

    private static Permission permission(String name) {
        try {
            return Permission.ofWireName(name);
        } catch (IllegalArgumentException e) {
            throw new OperatorRequestException(String.valueOf(e.getMessage()));
        }
    }

    private String plan() {
        String plan = text("plan", Tenant.DEFAULT_PLAN);
        if (!PLAN.matcher(plan).matches()) {
            throw new OperatorRequestException("\"plan\" must match " + PLAN + ", and was " + quoted(plan));
        }
        return plan;
    }

    private TenantKind kind() {
        String name = text("kind", TenantKind.TEST.name());
        try {
            return TenantKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new OperatorRequestException("\"kind\" must be LIVE, TEST or SYNTHETIC, and was " + quoted(name));
        }
    }

    private String text(String field, String absent) {
        Object given = body.get(field);
        if (given == null) {
            return absent;
        }
        if (given instanceof String text) {
            return text;
        }
        throw new OperatorRequestException("\"" + field + "\" must be a text, and was " + quoted(given.toString()));
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (body.get("attributes") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                if (!(value instanceof String text)) {
                    throw attributesMalformed();
                }
                attributes.put(String.valueOf(name), text);
            });
        } else if (body.get("attributes") != null) {
            throw attributesMalformed();
        }
        return attributes;
    }

    private static OperatorRequestException attributesMalformed() {
        return new OperatorRequestException("\"attributes\" must be an object of texts");
    }
}

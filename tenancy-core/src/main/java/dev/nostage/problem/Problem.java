package dev.nostage.problem;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of a refusal, as in RFC 9457. It must not tell one tenant about another.
 *
 * @param name the last part of the type, such as {@code tenant-refused}
 * @param status the HTTP status
 * @param title what kind of problem this is, the same for each occurrence
 * @param detail what happened this time and what to do, or null where nothing more may be said
 * @param retryAfter how long to wait before another try, or null
 */
public record Problem(
        String name,
        int status,
        String title,
        @Nullable String detail,
        @Nullable Duration retryAfter) implements Serializable {

    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String TYPE_PREFIX = "urn:nostage:problem:";

    public Problem(String name, int status, String title, @Nullable String detail) {
        this(name, status, title, detail, null);
    }

    public String type() {
        return TYPE_PREFIX + name;
    }

    /** The value of {@code Retry-After}: whole seconds, rounded up, at least one. */
    public Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(retryAfter)
                .map(wait -> Long.toString(Math.max(1, wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0))));
    }

    /** The body, in UTF-8. */
    public byte[] toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type());
        body.put("title", title);
        body.put("status", status);
        if (detail != null) {
            body.put("detail", detail);
        }
        return JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
    }
}

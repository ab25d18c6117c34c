package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.Codec;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code freeze <target>} or {@code flow <target> <fixed at>}, as {@link Instant} prints itself, and no other way. */
final class AsOfCodec implements Codec<AsOf> {

    static final AsOfCodec ONE = new AsOfCodec();

    @Override
    public String encode(AsOf asOf) {
        String text = asOf.mode().wireName() + ' ' + asOf.target();
        return asOf instanceof AsOf.Flow flow ? text + ' ' + flow.fixedAt() : text;
    }

    @Override
    public AsOf decode(String text) {
        AsOf asOf;
        try {
            String[] parts = text.split(" ", -1);
            if (parts.length == 2 && parts[0].equals(AsOf.Mode.FREEZE.wireName())) {
                asOf = AsOf.freeze(Instant.parse(parts[1]));
            } else if (parts.length == 3 && parts[0].equals(AsOf.Mode.FLOW.wireName())) {
                asOf = AsOf.flow(Instant.parse(parts[1]), Instant.parse(parts[2]));
            } else {
                throw unreadable(text, null);
            }
        } catch (DateTimeException e) {
            throw unreadable(text, e);
        }
        if (!encode(asOf).equals(text)) {
            throw unreadable(text, null);
        }
        return asOf;
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("No as-of was ever written as " + quoted(text), cause);
    }
}

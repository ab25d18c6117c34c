package dev.nostage.partitioning.directory;

import java.math.BigDecimal;
import java.time.Instant;

/** A moment as one number that a database compares: the nanoseconds since 1970. */
final class Nanoseconds {

    private Nanoseconds() {}

    static BigDecimal of(Instant moment) {
        return BigDecimal.valueOf(moment.getEpochSecond())
                .scaleByPowerOfTen(9)
                .add(BigDecimal.valueOf(moment.getNano()));
    }
}

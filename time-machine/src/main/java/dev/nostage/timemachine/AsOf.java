package dev.nostage.timemachine;

import dev.nostage.context.Key;
import java.time.Instant;

/**
 * The time that a request takes for now. It is fixed once, in absolute instants, and means the same wherever it goes:
 * every service of one request agrees.
 */
public sealed interface AsOf {

    /**
     * The as-of in a request context. It goes with the passport to the services that are called, and separates caches:
     * what was cached at one time is never served at another.
     */
    Key<AsOf> KEY = Key.<AsOf>travelling("as-of", AsOfCodec.ONE).separatingCaches(AsOfCodec.ONE::encode);

    /** Time starts at {@code target} at the real moment {@code fixedAt}, and runs on from there. */
    static AsOf flow(Instant target, Instant fixedAt) {
        return new Flow(target, fixedAt);
    }

    /** Time stands still at {@code target}. */
    static AsOf freeze(Instant target) {
        return new Freeze(target);
    }

    /** The instant for which the journey set out. */
    Instant target();

    Mode mode();

    /** What time it is for the traveller, when it is {@code realNow} for everybody else. */
    Instant instant(Instant realNow);

    /** Whether the traveller's time passes. */
    enum Mode {
        /** It runs on. */
        FLOW("flow"),
        /** It stands still. */
        FREEZE("freeze");

        private final String wireName;

        Mode(String wireName) {
            this.wireName = wireName;
        }

        /** As it stands in headers, passports and events. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * A journey on which time runs on.
     *
     * @param fixedAt the real moment at which it was {@code target}
     */
    record Flow(Instant target, Instant fixedAt) implements AsOf {

        /** @throws IllegalArgumentException if an instant's year does not have four digits */
        public Flow {
            Years.demandFourDigits(target);
            Years.demandFourDigits(fixedAt);
            Journeys.ALL.begin(this);
        }

        @Override
        public Mode mode() {
            return Mode.FLOW;
        }

        /** Never earlier than the target: a clock that was read a moment before, or lags behind, shows nobody the day before. */
        @Override
        public Instant instant(Instant realNow) {
            if (realNow.isBefore(fixedAt)) {
                return target;
            }
            return Instant.ofEpochSecond(
                    realNow.getEpochSecond() - fixedAt.getEpochSecond() + target.getEpochSecond(),
                    (long) realNow.getNano() - fixedAt.getNano() + target.getNano());
        }
    }

    /** A journey on which time stands still. */
    record Freeze(Instant target) implements AsOf {

        /** @throws IllegalArgumentException if the instant's year does not have four digits */
        public Freeze {
            Years.demandFourDigits(target);
            Journeys.ALL.begin(this);
        }

        @Override
        public Mode mode() {
            return Mode.FREEZE;
        }

        @Override
        public Instant instant(Instant realNow) {
            return target;
        }
    }
}

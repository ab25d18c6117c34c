package dev.nostage.resilience;

import dev.nostage.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets each tenant have so many calls of one downstream in flight, and make so many a second. What is taken must be handed
 * back once.
 *
 * <p>The rate is the virtual scheduling algorithm of ITU-T I.371 (the GCRA): one moment for each tenant in place of a bucket
 * that somebody fills.
 *
 * <p>There is a cell for each tenant that has calls in flight or has not got its whole burst back; each call drops a few of
 * the others.
 */
final class TenantLimits {

    private static final long SECOND = 1_000_000_000;

    /** So many that threads seldom meet. */
    private static final int STRIPES = 64;

    private static final int STRIPE_SHIFT = 26;

    private static final long TOO_MANY = -1;

    /** No tenant's id is empty. */
    private static final String NOBODY = "";

    private final String downstream;
    private final TenantLimitOptions options;
    private final long interval;
    private final long tolerance;
    private final TenantCells[] stripes = new TenantCells[STRIPES];
    private final AtomicInteger hand = new AtomicInteger();

    TenantLimits(String downstream, TenantLimitOptions options) {
        this.downstream = downstream;
        this.options = options;
        this.interval = options.rate() == 0 ? 0 : SECOND / options.rate();
        this.tolerance = interval * Math.max(0, options.burst() - 1);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new TenantCells();
        }
    }

    /**
     * Takes a call's share.
     *
     * @param tenant null for work without one
     * @param now the ticker's reading, here and below; an older one does no harm but that a cell may stay a little longer
     * @return what to hand back
     * @throws TenantSaturatedException if the tenant has what it may
     */
    TenantCell acquire(@Nullable TenantId tenant, long now) {
        if (!options.isLimit()) {
            return TenantCell.UNCOUNTED;
        }
        if (interval > 0) {
            sweep(now); // else each cell goes with its tenant's last call
        }
        String key = tenant == null ? NOBODY : tenant.value();
        int hash = TenantCell.hash(key);
        TenantCells cells = cells(hash);
        TenantCell cell;
        long refusal;
        synchronized (cells) {
            cell = cells.find(key, hash);
            if (cell == null) {
                cell = cells.add(key, hash, now);
            }
            refusal = take(cell, now);
        }
        if (refusal == TOO_MANY) {
            throw TenantSaturatedException.tooManyAtOnce(downstream, tenant, options.concurrency());
        }
        if (refusal > 0) {
            throw TenantSaturatedException.tooFast(
                    downstream, tenant, options.rate(), options.burst(), Duration.ofNanos(refusal));
        }
        return cell;
    }

    /** Hands back what a call took that was made and has ended. */
    void release(TenantCell cell, long now) {
        end(cell, now, 0);
    }

    /** Hands back what a call took that was not made: it does not count for the rate either. */
    void giveBack(TenantCell cell, long now) {
        end(cell, now, interval);
    }

    /** How many tenants there are cells for. */
    int cells() {
        int size = 0;
        for (TenantCells cells : stripes) {
            synchronized (cells) {
                size += cells.size();
            }
        }
        return size;
    }

    /** @return 0 if it took, {@link #TOO_MANY}, or the nanoseconds until the rate allows another call */
    private long take(TenantCell cell, long now) {
        if (options.concurrency() > 0 && cell.inFlight >= options.concurrency()) {
            return TOO_MANY;
        }
        if (interval > 0) {
            long ahead = Math.max(0, cell.theoreticalArrival - now);
            if (ahead > tolerance) {
                return ahead - tolerance;
            }
            cell.theoreticalArrival = now + ahead + interval;
        }
        cell.inFlight++;
        return 0;
    }

    private void end(TenantCell cell, long now, long unmade) {
        if (cell == TenantCell.UNCOUNTED) {
            return;
        }
        TenantCells cells = cells(cell.hash());
        synchronized (cells) {
            if (cell.inFlight == 0) {
                throw new IllegalStateException("A call of downstream \"" + downstream + "\" was handed back twice");
            }
            cell.inFlight--;
            cell.theoreticalArrival -= unmade;
            if (cell.inFlight == 0 && (interval == 0 || cell.isIdle(now))) {
                cells.drop(cell);
            }
        }
    }

    /** A few chains of one stripe after the other, wherever the call itself belongs. */
    private void sweep(long now) {
        TenantCells cells = stripes[hand.getAndIncrement() & (STRIPES - 1)];
        synchronized (cells) {
            cells.sweep(now);
        }
    }

    private TenantCells cells(int hash) {
        return stripes[hash >>> STRIPE_SHIFT];
    }
}

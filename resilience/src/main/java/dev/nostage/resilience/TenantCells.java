package dev.nostage.resilience;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of cells, with the little that a map of the JDK lacks: it costs 40 bytes a tenant, drops idle cells a few
 * at a time, and gives its room back. Not safe for threads: whoever uses
 * one holds its lock.
 */
final class TenantCells {

    private static final int SMALLEST = 8;
    private static final int FEW = 8;
    private static final int PARTS = 1024;

    private @Nullable TenantCell[] chains = new TenantCell[SMALLEST];
    private int size;

    /** Where to look for idle cells next. */
    private int hand;

    int size() {
        return size;
    }

    @Nullable
    TenantCell find(String tenant, int hash) {
        TenantCell cell = chains[hash & (chains.length - 1)];
        while (cell != null && !cell.tenant.equals(tenant)) {
            cell = cell.next;
        }
        return cell;
    }

    /** @param tenant one that has none here */
    TenantCell add(String tenant, int hash, long now) {
        if (size >= chains.length) {
            resize(chains.length * 2);
        }
        int chain = hash & (chains.length - 1);
        TenantCell cell = new TenantCell(tenant, chains[chain], now);
        chains[chain] = cell;
        size++;
        return cell;
    }

    /** Drops the idle cells of the next few chains: more than one a call, so that new ones cannot pile up. */
    void sweep(long now) {
        int few = Math.max(FEW, chains.length / PARTS);
        for (int i = 0; i < few && size > 0; i++) {
            hand = (hand + 1) & (chains.length - 1);
            chains[hand] = withoutIdle(chains[hand], now);
        }
        shrink();
    }

    void drop(TenantCell gone) {
        int chain = gone.hash() & (chains.length - 1);
        TenantCell first = chains[chain];
        if (first == gone) {
            chains[chain] = gone.next;
            size--;
        } else {
            for (TenantCell cell = first; cell != null; cell = cell.next) {
                if (cell.next == gone) {
                    cell.next = gone.next;
                    size--;
                    break;
                }
            }
        }
        shrink();
    }

    private @Nullable TenantCell withoutIdle(@Nullable TenantCell first, long now) {
        TenantCell kept = null;
        TenantCell cell = first;
        while (cell != null) {
            TenantCell next = cell.next;
            if (cell.isIdle(now)) {
                size--;
            } else {
                cell.next = kept;
                kept = cell;
            }
            cell = next;
        }
        return kept;
    }

    private void shrink() {
        if (chains.length > SMALLEST && size < chains.length / 8) {
            resize(chains.length / 2);
        }
    }

    private void resize(int length) {
        @Nullable TenantCell[] before = chains;
        chains = new TenantCell[length];
        hand &= length - 1;
        for (TenantCell first : before) {
            TenantCell cell = first;
            while (cell != null) {
                TenantCell next = cell.next;
                int chain = cell.hash() & (length - 1);
                cell.next = chains[chain];
                chains[chain] = cell;
                cell = next;
            }
        }
    }
}

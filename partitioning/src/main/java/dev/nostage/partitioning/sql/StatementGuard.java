package dev.nostage.partitioning.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.Set;

/**
 * The judge of every statement's text: it proves that a statement keeps to one tenant, or refuses it, and never changes
 * it. Wherever a partitioned table is named, a condition {@code tenant_id = ?} must hold for it, or an equality with the
 * {@code tenant_id} of a table for which one does; what is not understood is refused.
 *
 * <p>Proofs are remembered by the text, the most used {@value #MOST}, until the tables may have changed. A refusal is not:
 * a table may be new.
 */
public final class StatementGuard {

    /** How many proofs are remembered. */
    public static final int MOST = 4_096;

    private final Cache<String, Remembered> proven =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final Partitions partitions;
    private final Functions functions;

    /** @param functions the application's own that may be called in SQL, besides the ordinary ones; in lower case */
    public StatementGuard(Partitions partitions, Set<String> functions) {
        this(partitions, Functions.configured(functions));
    }

    public StatementGuard(Partitions partitions, Functions functions) {
        this.partitions = partitions;
        this.functions = functions;
    }

    public Verdict judge(String sql) {
        long version = partitions.version();
        Remembered known = proven.getIfPresent(sql);
        if (known != null && known.version == version) {
            return known.proof;
        }
        try {
            Proven proof = Judge.prove(sql, partitions, functions);
            proven.put(sql, new Remembered(proof, version));
            return proof;
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }

    private record Remembered(Proven proof, long version) {}
}

package dev.nostage.tenancy;

import dev.nostage.context.RequestContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets operators in, and nobody else. */
public final class Operators {

    /** Whoever showed nothing: nothing is known of them that could be written down. */
    private static final String STRANGER = "stranger";

    private final List<OperatorProof> proofs;
    private final AuditLog audit;
    private final Suspicions suspicions;

    /** @param proofs any one is enough; with none, nobody is an operator */
    public Operators(List<? extends OperatorProof> proofs, AuditLog audit, Suspicions suspicions) {
        this.proofs = List.copyOf(proofs);
        this.audit = audit;
        this.suspicions = suspicions;
    }

    /**
     * Who the operator is whose request this is, as the audit log writes it.
     *
     * @throws OperatorRefusedException if it is no operator's, which is written down as often as the security log has room:
     *     nobody floods the audit log who is no operator
     */
    public String demand(IncomingRequest request) {
        return proofs.stream()
                .map(proof -> proof.who(request))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> refuse(request.peer()));
    }

    /**
     * Runs an action of the operator whose request this is, and writes it down however it ends.
     *
     * @throws OperatorRefusedException if nobody was let in, since whatever should have demanded an operator did not run
     */
    public <V extends @Nullable Object> V call(String name, AuditLog.Audited<V> action) {
        String who = RequestContext.current().get(AuditLog.WHO);
        return audit.call(who == null ? refuse(Optional.empty()) : who, name, action);
    }

    private String refuse(Optional<InetAddress> peer) {
        OperatorRefusedException refusal = new OperatorRefusedException();
        if (!suspicions.report(refusal, peer)) {
            throw refusal;
        }
        return audit.call(STRANGER, "enter", action -> {
            throw refusal;
        });
    }
}

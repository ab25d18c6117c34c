package dev.nostage.tenancy;

import java.util.List;
import java.util.Optional;

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
                .orElseGet(() -> refuse(request));
    }

    private String refuse(IncomingRequest request) {
        OperatorRefusedException refusal = new OperatorRefusedException();
        if (!suspicions.report(refusal, request.peer())) {
            throw refusal;
        }
        return audit.call(STRANGER, "enter", action -> {
            throw refusal;
        });
    }
}

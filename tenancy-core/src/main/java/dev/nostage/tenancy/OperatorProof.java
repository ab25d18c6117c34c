package dev.nostage.tenancy;

import java.util.Optional;

/** One way to show that a request is an operator's. */
public interface OperatorProof {

    /** Who the operator is, as the audit log writes it; empty if this request does not show it in this way. */
    Optional<String> who(IncomingRequest request);
}

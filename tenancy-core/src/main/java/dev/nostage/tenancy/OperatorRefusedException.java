package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** A call to an operator endpoint without the operator's token. */
public final class OperatorRefusedException extends TenancyException {

    public OperatorRefusedException() {
        super(
                new Problem(
                        "operator-refused",
                        401,
                        "Operator refused",
                        "Operator endpoints need the operator's token: Authorization: Bearer …"),
                "A call to an operator endpoint did not bring the operator's token");
    }
}

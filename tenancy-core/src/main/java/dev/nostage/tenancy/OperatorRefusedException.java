package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** A call to an operator endpoint by whoever is no operator. */
public final class OperatorRefusedException extends TenancyException {

    public OperatorRefusedException() {
        super(
                new Problem(
                        "operator-refused",
                        401,
                        "Operator refused",
                        "Operator endpoints need the operator's token, Authorization: Bearer …, or the role "
                                + OperatorRole.NAME + "."),
                "A call to an operator endpoint brought neither the operator's token nor the operator's role");
    }
}

package dev.nostage.timemachine;

import dev.nostage.problem.Problem;

/** A call of something that is not live at the moment of the call, and has no predecessor. */
public final class NotLiveException extends TimeTravelException {

    private final Launch launch;

    /** @param what was called, as the operator is told; the caller is not */
    public NotLiveException(String what, Launch launch, int status) {
        super(
                new Problem("not-live", status, "Not live", null),
                what + " is not live: launch \"" + launch.name() + "\" is from " + launch.from()
                        + (launch.until() == null ? " on" : " until " + launch.until())
                        + ", and it has no predecessor");
        this.launch = launch;
    }

    /** The launch that is still to come, or over. */
    public Launch launch() {
        return launch;
    }
}

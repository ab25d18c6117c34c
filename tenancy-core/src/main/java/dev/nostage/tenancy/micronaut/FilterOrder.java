package dev.nostage.tenancy.micronaut;

import io.micronaut.aop.InterceptPhase;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.filter.ServerFilterPhase;

/**
 * One request, top to bottom. Each step takes its place from here, and {@code RequestStoryIT} of the sample shop tells
 * them on a started server.
 */
public enum FilterOrder {

    /** 1. The wide event is opened, before anything can fail; and closed, step 7, after everything has. */
    WIDE_EVENT(ServerFilterPhase.FIRST.order()),

    /** What every answer says of what decided it, a refusal too: so it stands outside of whatever refuses. */
    ANSWER(ServerFilterPhase.FIRST.order() + 10),

    /** An operator's call shows its token. */
    OPERATOR(ServerFilterPhase.SECURITY.after()),

    /** 2. Passport, header or principal say who the tenant is: so it comes after whatever authenticates. */
    TENANT(ServerFilterPhase.SECURITY.after() + 10),

    /** 3. The {@code Time-Machine} header says what time it is, if this tenant may; what is not live then is not there. */
    TIME(ServerFilterPhase.SECURITY.after() + 20),

    /** How long the request may take for its calls: only what is let in has a time to keep. */
    DEADLINE(ServerFilterPhase.SECURITY.after() + 30),

    // 4. Application code.

    /** What is not live gives way before any advice of the application's own, such as a cache. */
    SUCCESSION(InterceptPhase.VALIDATE.getPosition() - 1000),

    /** 5. A repository's wall stands outside its transaction: what it refuses never opens one. */
    REPOSITORY_WALL(InterceptPhase.TRANSACTION.getPosition() - 1000),

    /** 6. A downstream's guard stands outside retries and caches of the application's own. */
    DOWNSTREAM_GUARD(InterceptPhase.VALIDATE.getPosition() + 10),

    /** 6. What may not get through a downstream's guard does not get past it either. */
    OUTGOING_SCREENING(Ordered.HIGHEST_PRECEDENCE + 20),

    /** 6. A call's time runs from when it leaves: so no filter of the application's own stands between it and the wire. */
    OUTGOING_DEADLINE(Ordered.HIGHEST_PRECEDENCE + 10),

    /**
     * 6. The outgoing filter puts passport and baggage on the wire, after every other filter, such as one that traces. A
     * client runs its filters from the highest order down: so the lowest is the last.
     */
    OUTGOING(Ordered.HIGHEST_PRECEDENCE);

    private final int position;

    FilterOrder(int position) {
        this.position = position;
    }

    /** Its order among the filters, or the interceptors, of its kind. */
    public int position() {
        return position;
    }
}

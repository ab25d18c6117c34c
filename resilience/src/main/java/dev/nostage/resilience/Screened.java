package dev.nostage.resilience;

import org.jspecify.annotations.Nullable;

/**
 * A call behind its first step.
 *
 * @param call of which the work is the stub's, if that must answer
 * @param atOnce whether no other step stands before the work: nothing that is shared is called then. A stub stands behind all of
 *     them where its tenant has a {@link FaultPlan} for the downstream, and plays it, or that tenant would never see an outage
 */
public record Screened<R extends @Nullable Object, X extends Exception>(Call<R, X> call, boolean atOnce) {}

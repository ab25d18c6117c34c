/**
 * How a refusal is told to a caller: an RFC 9457 problem. Enter at {@link dev.nostage.problem.Problem}; every exception
 * that one of our modules means for a caller is a {@link dev.nostage.problem.ProblemException}.
 */
@NullMarked
package dev.nostage.problem;

import org.jspecify.annotations.NullMarked;

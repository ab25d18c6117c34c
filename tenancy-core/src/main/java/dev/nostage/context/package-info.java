/** The one immutable object that travels with a request. Enter at {@link dev.nostage.context.RequestContext}. */
@NullMarked
package dev.nostage.context;

import org.jspecify.annotations.NullMarked;

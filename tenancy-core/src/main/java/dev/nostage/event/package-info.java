/**
 * One wide event a request: all that is known of it, on one line. Enter at {@link dev.nostage.event.WideEvent}; plug in
 * at {@link dev.nostage.event.WideEventSink}.
 */
@NullMarked
package dev.nostage.event;

import org.jspecify.annotations.NullMarked;

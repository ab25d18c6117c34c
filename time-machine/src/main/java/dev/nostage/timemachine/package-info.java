/**
 * When a request works. Enter at {@link dev.nostage.timemachine.TimeMachine}; read the time from an injected
 * {@link java.time.Clock}; plug in at {@link dev.nostage.timemachine.TravelPolicy};
 * what goes live at a date is marked {@link dev.nostage.timemachine.LiveFrom}.
 */
@NullMarked
package dev.nostage.timemachine;

import org.jspecify.annotations.NullMarked;

/**
 * The {@code Time-Machine} header in any servlet container, with no Micronaut. Enter at
 * {@link dev.nostage.timemachine.servlet.TimeMachineFilter}.
 */
@NullMarked
package dev.nostage.timemachine.servlet;

import org.jspecify.annotations.NullMarked;

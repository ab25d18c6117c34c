/**
 * What is read after the call that asked for it has returned: streams, stages and publishers. Enter at {@link
 * dev.nostage.partitioning.result.Asker}.
 */
@NullMarked
package dev.nostage.partitioning.result;

import org.jspecify.annotations.NullMarked;

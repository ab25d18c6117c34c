/** Stands for the downstreams when none are configured, over real HTTP. */
@NullMarked
package dev.nostage.shop.simulator;

import org.jspecify.annotations.NullMarked;

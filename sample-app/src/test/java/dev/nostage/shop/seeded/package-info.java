/** Leaks put into the shop on purpose, and what of the testkit catches each. Enter at {@link SeededLeaksIT}. */
@NullMarked
package dev.nostage.shop.seeded;

import org.jspecify.annotations.NullMarked;

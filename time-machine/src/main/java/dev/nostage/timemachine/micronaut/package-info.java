/** The time machine's wiring into a Micronaut service. It adds beans and one filter; nothing here is called by name. */
@NullMarked
package dev.nostage.timemachine.micronaut;

import org.jspecify.annotations.NullMarked;

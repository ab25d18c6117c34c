/** What Nostage costs, each beside a peer in the same run. README.md says how to run and read them. */
@NullMarked
package dev.nostage.benchmarks;

import org.jspecify.annotations.NullMarked;

/** The whole application, attacked as another tenant. Enter at {@link dev.nostage.testkit.isolation.IsolationSuite}. */
@NullMarked
package dev.nostage.testkit.isolation;

import org.jspecify.annotations.NullMarked;

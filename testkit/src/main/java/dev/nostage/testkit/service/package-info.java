/**
 * Test a whole service, while all that it calls is played on this machine. Enter at
 * {@link dev.nostage.testkit.service.NostageTest}.
 */
@NullMarked
package dev.nostage.testkit.service;

import org.jspecify.annotations.NullMarked;

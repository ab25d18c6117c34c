package dev.nostage.resilience;

import dev.nostage.tenancy.Pause;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The machine's time and chance, which no request can shift.
 *
 * @param ticker nanoseconds since any moment, such as {@code System::nanoTime}
 * @param pause lets time pass on a thread that waits
 * @param timer does something later, and holds no thread until then
 * @param chance evenly spread over 0 to 1, 1 left out
 */
public record Machine(LongSupplier ticker, Pause pause, Timer timer, DoubleSupplier chance) {}

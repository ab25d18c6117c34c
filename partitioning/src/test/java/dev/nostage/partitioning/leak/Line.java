package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Introspected;

/** Less than a row. */
@Introspected
public record Line(String item, int amount) {}

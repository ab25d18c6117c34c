package dev.nostage.partitioning.shop;

import io.micronaut.core.annotation.Introspected;

@Introspected
public record Line(String item, String customerName) {}

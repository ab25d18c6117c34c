package dev.nostage.partitioning.guide;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;

@Introspected
public record Turnover(String name, BigDecimal total) {}

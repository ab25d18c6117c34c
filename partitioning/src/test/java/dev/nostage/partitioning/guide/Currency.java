package dev.nostage.partitioning.guide;

import dev.nostage.partitioning.Shared;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@Shared(because = "currencies are nobody's")
@MappedEntity("currency")
public record Currency(@Id String code, String name) {}

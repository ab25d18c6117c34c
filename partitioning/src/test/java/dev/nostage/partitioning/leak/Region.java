package dev.nostage.partitioning.leak;

import dev.nostage.partitioning.Shared;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@Shared(because = "the world's")
@MappedEntity("region")
public record Region(@Id String code, String name) {}

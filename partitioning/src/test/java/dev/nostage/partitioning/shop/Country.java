package dev.nostage.partitioning.shop;

import dev.nostage.partitioning.Shared;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@Shared(because = "country codes")
@MappedEntity("country_code")
public record Country(@Id String code, String name) {}

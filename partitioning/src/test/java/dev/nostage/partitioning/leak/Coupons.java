package dev.nostage.partitioning.leak;

import io.micronaut.data.repository.CrudRepository;

/** @param <E> the entity, as one writes it with the walls or without */
public interface Coupons<E> extends CrudRepository<E, String> {}

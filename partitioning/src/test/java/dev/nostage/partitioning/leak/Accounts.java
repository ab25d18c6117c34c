package dev.nostage.partitioning.leak;

import io.micronaut.data.annotation.Join;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** @param <E> the entity, as one writes it with the walls or without */
public interface Accounts<E> extends CrudRepository<E, Long> {

    @Join(value = "bookings", type = Join.Type.LEFT_FETCH)
    List<E> findByName(String name);

    List<E> findByBookingsItem(String item);

    long countByBookingsItem(String item);
}

package dev.nostage.partitioning.leak;

import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;

/** What is everybody's. */
public interface Regions extends CrudRepository<Region, String>, JpaSpecificationExecutor<Region> {}

package dev.nostage.timemachine.partitioning;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

@JdbcRepository(dialect = Dialect.H2)
@Requires(property = "datasources.default.dialect", value = "H2")
interface NoteRepository extends CrudRepository<Note, Long> {

    @Query("select count(*) from note where tenant_id = :tenantId and written < current_timestamp")
    long countPast(String tenantId);
}

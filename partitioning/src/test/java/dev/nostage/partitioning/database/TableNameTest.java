package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableNameTest {

    /** A column in quotes that is spelt otherwise would be another than the one that statements without quotes ask for. */
    @ParameterizedTest
    @CsvSource({"NOTE, TENANT_ID", "note, tenant_id", "Note, tenant_id", "1, tenant_id"})
    void aNewColumnIsSpeltAsItsTableIs(String table, String column) {
        assertThat(new TableName("any", table).spelt("tenant_id")).isEqualTo(column);
    }
}

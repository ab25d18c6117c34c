package dev.nostage.testkit.directory;

import dev.nostage.partitioning.directory.JdbcTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.testkit.TenantDirectoryContract;
import javax.sql.DataSource;

/** Where a transaction that comes too late is not told that a row has changed, but cut off. */
final class JdbcDirectorySerializableTest extends TenantDirectoryContract {

    private final DataSource source = DirectoryDatabase.postgres("serializable");

    @Override
    protected TenantDirectory emptyDirectory() {
        return new JdbcTenantDirectory(source);
    }

    @Override
    protected TenantDirectory anotherInstanceOf(TenantDirectory directory) {
        return new JdbcTenantDirectory(source);
    }
}

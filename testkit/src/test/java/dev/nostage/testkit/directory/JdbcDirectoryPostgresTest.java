package dev.nostage.testkit.directory;

import dev.nostage.partitioning.directory.JdbcTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.testkit.TenantDirectoryContract;
import javax.sql.DataSource;

final class JdbcDirectoryPostgresTest extends TenantDirectoryContract {

    private final DataSource source = DirectoryDatabase.postgres("read\\ committed");

    @Override
    protected TenantDirectory emptyDirectory() {
        return new JdbcTenantDirectory(source);
    }

    @Override
    protected TenantDirectory anotherInstanceOf(TenantDirectory directory) {
        return new JdbcTenantDirectory(source);
    }
}

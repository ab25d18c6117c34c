package dev.nostage.testkit.directory;

import dev.nostage.partitioning.directory.JdbcTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.testkit.TenantDirectoryContract;
import javax.sql.DataSource;

final class JdbcDirectoryH2Test extends TenantDirectoryContract {

    private final DataSource source = DirectoryDatabase.h2();

    @Override
    protected TenantDirectory emptyDirectory() {
        return new JdbcTenantDirectory(source);
    }

    @Override
    protected TenantDirectory anotherInstanceOf(TenantDirectory directory) {
        return new JdbcTenantDirectory(source);
    }
}

package dev.nostage.testkit.directory;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.testkit.TenantDirectoryContract;
import java.util.List;

final class InMemoryDirectoryTest extends TenantDirectoryContract {

    @Override
    protected TenantDirectory emptyDirectory() {
        return new InMemoryTenantDirectory(List.of());
    }
}

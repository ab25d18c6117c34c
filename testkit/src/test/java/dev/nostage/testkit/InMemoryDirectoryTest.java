package dev.nostage.testkit;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import java.util.List;

final class InMemoryDirectoryTest extends TenantDirectoryContract {

    @Override
    protected TenantDirectory emptyDirectory() {
        return new InMemoryTenantDirectory(List.of());
    }
}

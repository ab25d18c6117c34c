package greetings;

import dev.nostage.tenancy.TenantId;

public interface Guests {

    String nameOf(TenantId tenant);
}

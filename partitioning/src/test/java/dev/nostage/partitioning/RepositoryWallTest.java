package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RepositoryWallTest {

    private final RepositoryWall wall = new RepositoryWall(new SecurityLog(() -> 0));

    @Test
    void writesWhatItBlocksIntoTheSecurityLogAndNothingOfTheOtherTenant() {
        Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            Tenants.runAs(
                    Tenant.live("acme"),
                    () -> assertThatThrownBy(() -> wall.stamp("Ledger", "globex"))
                            .isInstanceOf(CrossTenantException.class));
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
        }

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .contains(
                                "what=cross-tenant-blocked", "tenant=acme", "entity=Ledger", "would_have_been=written")
                        .noneMatch(pair -> pair.contains("globex")));
    }
}

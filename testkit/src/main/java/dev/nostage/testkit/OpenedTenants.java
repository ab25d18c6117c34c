package dev.nostage.testkit;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** The tenants of one test: its own, and those of its parameters. */
final class OpenedTenants {

    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);

    private final TenantLifecycle lifecycle;
    private final Instant now;
    private final Map<Integer, Tenant> ofParameters = new LinkedHashMap<>();
    private @Nullable Tenant own;
    private Set<Permission> permissions = Set.of();

    OpenedTenants(TenantLifecycle lifecycle, Instant now) {
        this.lifecycle = lifecycle;
        this.now = now;
    }

    void openOwn(InTenant wanted) {
        own = lifecycle.open(tenant(wanted));
        permissions = Set.copyOf(List.of(wanted.permissions()));
    }

    void openOf(int parameter, InTenant wanted) {
        if (wanted.permissions().length > 0) {
            throw new IllegalArgumentException(
                    "@InTenant(permissions) stands on a test's method or class, for a parameter's"
                            + " tenant comes with no passport");
        }
        ofParameters.put(parameter, lifecycle.open(tenant(wanted)));
    }

    /** As which the test runs: its own, or the first of its parameters'. */
    Optional<Tenant> runner() {
        return own == null ? ofParameters.values().stream().findFirst() : Optional.of(own);
    }

    /** The context of one who came as that tenant, with what the test is permitted. */
    RequestContext as(Tenant runner) {
        RequestContext bound = RequestContext.current().with(Tenants.KEY, runner);
        if (permissions.isEmpty()) {
            return bound;
        }
        Passport passport = new Passport(
                "test",
                runner.id(),
                runner.kind(),
                runner.generation(),
                permissions,
                now,
                now.plus(LONGER_THAN_ANY_TEST),
                RequestContext.empty());
        return bound.withAll(passport.context());
    }

    Optional<Tenant> of(int parameter) {
        return Optional.ofNullable(ofParameters.get(parameter));
    }

    /**
     * Removes all of them, whatever becomes of each.
     *
     * @throws AssertionError if something of one is left
     */
    void remove() {
        List<Tenant> all = new ArrayList<>(ofParameters.values());
        if (own != null) {
            all.add(own);
        }
        Assertions.assertAll(
                "The removal of the test's tenants",
                all.stream()
                        .map(tenant -> () -> demandNothingLeft(
                                lifecycle.remove(tenant.id(), tenant.id().value()))));
    }

    private static void demandNothingLeft(RemovalReceipt receipt) {
        if (receipt.residue() != 0) {
            throw new AssertionError(
                    "The test left " + receipt.residue() + " things of its tenant behind: " + receipt.stores());
        }
    }

    private Tenant tenant(InTenant wanted) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String attribute : wanted.attributes()) {
            int equals = attribute.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "An attribute of @InTenant is written name=value, and was \"" + attribute + "\"");
            }
            attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        TenantKind kind = wanted.kind();
        return new Tenant(
                new TenantId("test-" + UUID.randomUUID()),
                kind,
                wanted.plan(),
                TenantStatus.ACTIVE,
                kind.isLive() ? null : now.plus(LONGER_THAN_ANY_TEST),
                attributes);
    }
}

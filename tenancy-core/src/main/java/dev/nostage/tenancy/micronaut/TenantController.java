package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Operators;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TenantUnknownException;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator's endpoints for tenants. It reads and writes bodies itself, so that no JSON library is forced on anybody. */
@OperatorEnabled
@NoTenant(because = "an operator works on tenants, not for one")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@Controller("/nostage/tenants")
final class TenantController {

    private static final List<String> OPENING = List.of("id", "kind", "plan", "ttl", "attributes", "permissions");
    private static final List<String> ISSUING = List.of("ttl", "permissions");

    private final TenantLifecycle lifecycle;
    private final TenantDirectory directory;
    private final PassportIssuer passports;
    private final ConversionService conversion;
    private final Operators operators;
    private final Clock clock = Clock.systemUTC();

    TenantController(
            TenantLifecycle lifecycle,
            TenantDirectory directory,
            PassportIssuer passports,
            ConversionService conversion,
            Operators operators) {
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.passports = passports;
        this.conversion = conversion;
        this.operators = operators;
    }

    @Post
    HttpResponse<byte[]> open(@Nullable @Body String body) {
        return operators.call("open", action -> {
            OperatorRequest request = OperatorRequest.read(body, conversion);
            action.tenant(request.id());
            Set<Permission> permissions = request.only(OPENING).permissions();
            Tenant tenant = lifecycle.open(request.tenant(clock.instant()));
            return HttpResponse.created(TenantJson.of(tenant, passports.issue(tenant, permissions, null)));
        });
    }

    /** @param after the id behind which the page begins */
    @Get
    byte[] list(@Nullable @QueryValue String after, @Nullable @QueryValue String limit) {
        return operators.call(
                "list",
                action -> TenantJson.of(
                        directory.list(after == null ? null : new TenantId(after), OperatorRequest.limit(limit))));
    }

    @Get("/{id}")
    byte[] get(String id) {
        return on(id, "get", tenant -> TenantJson.of(find(tenant)));
    }

    @Post("/{id}/passports")
    HttpResponse<byte[]> issue(String id, @Nullable @Body String body) {
        return on(id, "issue-passport", tenant -> {
            OperatorRequest request = OperatorRequest.read(body, conversion).only(ISSUING);
            return HttpResponse.created(
                    TenantJson.of(passports.issue(find(tenant), request.permissions(), request.timeToLive())));
        });
    }

    @Post("/{id}/suspend")
    byte[] suspend(String id) {
        return on(id, "suspend", tenant -> TenantJson.of(lifecycle.suspend(tenant)));
    }

    @Post("/{id}/resume")
    byte[] resume(String id) {
        return on(id, "resume", tenant -> TenantJson.of(lifecycle.resume(tenant)));
    }

    /** @param confirm the id again; needed for a live tenant */
    @Delete("/{id}")
    byte[] remove(String id, @Nullable @QueryValue String confirm) {
        return on(id, "remove", tenant -> TenantJson.of(lifecycle.remove(tenant, confirm)));
    }

    private <V> V on(String id, String name, Function<TenantId, V> work) {
        return operators.call(name, action -> {
            action.tenant(id);
            return work.apply(new TenantId(id));
        });
    }

    private Tenant find(TenantId id) {
        return directory
                .findNow(id)
                .filter(tenant -> tenant.status() != TenantStatus.REMOVED)
                .orElseThrow(() -> new TenantUnknownException(id));
    }
}

package dev.nostage.partitioning.result;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * The tenant that called a repository's method, and to whom alone its result is shown, however late it is read: to
 * another, and where none is bound, it is refused.
 */
public final class Asker {

    final RequestContext context;
    private final RepositoryWall wall;
    private final String method;
    private final Tenant tenant;

    private Asker(RepositoryWall wall, String method) {
        this.context = RequestContext.current();
        this.wall = wall;
        this.method = method;
        this.tenant = Tenants.require();
    }

    /**
     * The tenant that is bound here and now.
     *
     * @param method what is called, for the message
     */
    public static Asker of(RepositoryWall wall, String method) {
        return new Asker(wall, method);
    }

    /** Asks at each element; whoever can close it may. */
    public <T> Stream<T> bind(Stream<T> stream) {
        return BoundSpliterator.streamOf(stream, this);
    }

    /**
     * Asks whoever takes the value or chains a stage. What was chained runs for the tenant that asked. One way is not
     * seen: {@code CompletableFuture.anyOf} takes the value from within.
     */
    public <T> CompletableFuture<T> bind(CompletionStage<T> stage) {
        return BoundFuture.of(stage, this);
    }

    /** Asks at the subscription, and at each demand and element; the elements arrive for the tenant that asked. */
    public <T> Publisher<T> bind(Publisher<T> publisher) {
        return new BoundPublisher<>(publisher, this);
    }

    /** Passes if the tenant that asked is bound here. */
    void demand() {
        wall.verifyReader(method, tenant);
    }

    /** Passes if no other tenant is bound here; threads of the plumbing have none. */
    void refuseOther() {
        if (Tenants.current().isPresent()) {
            demand();
        }
    }
}

package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.partitioning.result.Asker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Binds what is read after the call to the tenant that called. The processor lets no other kinds pass. */
final class LateResults {

    private LateResults() {}

    /** What is read, or done, by whoever has it, when he likes. */
    private static final List<Class<?>> LATE = List.of(
            Publisher.class,
            CompletionStage.class,
            Future.class,
            BaseStream.class,
            Iterator.class,
            Spliterator.class,
            Enumeration.class,
            ResultSet.class,
            Statement.class,
            Connection.class);

    /** Asked once of each type: of one that is none of three interfaces, the JVM finds that out anew each time. */
    private static final ClassValue<Boolean> BOUND = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Stream.of(Stream.class, CompletionStage.class, Publisher.class)
                    .anyMatch(late -> late.isAssignableFrom(type));
        }
    };

    /** For work that has an end, by which all must be read. */
    static void refuse(Class<?> type, String method) {
        if (LATE.stream().anyMatch(late -> late.isAssignableFrom(type))) {
            throw new CrossTenantException(
                    method,
                    method + " returns a " + type.getSimpleName()
                            + ", which is read when its work across tenants is"
                            + " over: let it read all, and return what it has read");
        }
    }

    /** @param declared the type that the method returns; Micronaut Data may have made another publisher for it */
    @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as what it asked for
    static @Nullable Object bound(@Nullable Object result, Class<?> declared, RepositoryWall wall, String method) {
        if (result == null || !BOUND.get(result.getClass())) {
            return result;
        }
        if (result instanceof Stream<?> stream) {
            return Asker.of(wall, method).bind(stream);
        }
        if (result instanceof CompletionStage<?> stage) {
            return Asker.of(wall, method).bind(stage);
        }
        if (result instanceof Publisher<?> publisher) {
            Publisher<?> bound = Asker.of(wall, method).bind(publisher);
            return declared == Mono.class ? Mono.from(bound) : declared == Flux.class ? Flux.from(bound) : bound;
        }
        return result;
    }
}

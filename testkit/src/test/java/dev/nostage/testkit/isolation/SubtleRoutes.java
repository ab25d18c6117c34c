package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Routes that say nothing of another tenant's at once: each leaks in one way, and {@link Diary} in none. */
final class SubtleRoutes {

    private static final String KIND = "test.routes";
    private static final Map<UUID, Entry> ENTRIES = new ConcurrentHashMap<>();

    private SubtleRoutes() {}

    @Property(name = KIND, value = "subtle")
    @MicronautTest(transactional = false)
    static class Leaks extends IsolationSuite {}

    @Property(name = KIND, value = "sound")
    @MicronautTest(transactional = false)
    static class Sound extends IsolationSuite {}

    @Property(name = KIND, value = "sound")
    @Property(name = "test.source", value = "deaf")
    @MicronautTest(transactional = false)
    static class DeafSound extends IsolationSuite {}

    @Property(name = KIND, value = "sound")
    @Property(name = "test.source", value = "believing")
    @MicronautTest(transactional = false)
    static class BelievingSound extends IsolationSuite {}

    private static String me() {
        return Tenants.require().id().value();
    }

    @Introspected
    record Entry(UUID id, String owner, String text) {}

    @Introspected
    record Text(String text) {}

    /** What each of the others does, done well; and what changes by itself in its answers. */
    @Requires(property = KIND, value = "sound")
    @Controller("/diary")
    static final class Diary {

        private final Map<String, Map<UUID, String>> entries = new ConcurrentHashMap<>();

        @Post
        Map<String, Object> add(@Body Text entry) {
            UUID id = UUID.randomUUID();
            own().put(id, entry.text());
            return Map.of("id", id, "count", own().size());
        }

        @Get("/{id}")
        Optional<Map<String, Object>> get(UUID id) {
            return Optional.ofNullable(own().get(id)).map(text -> Map.of("text", text));
        }

        @Put("/{id}")
        Map<String, Object> put(UUID id, @Body Text entry) {
            boolean there = own().containsKey(id);
            own().put(id, entry.text());
            return Map.of("there", there);
        }

        @Patch("/{id}")
        Map<String, Object> patch(UUID id, @Body Text entry) {
            return Map.of("there", own().computeIfPresent(id, (key, text) -> entry.text()) != null);
        }

        @Delete("/{id}")
        Map<String, Object> delete(UUID id) {
            return Map.of("deleted", own().remove(id) != null);
        }

        @Get("/{id}/state")
        Map<String, Object> state(UUID id) {
            return Map.of(
                    "asked", id,
                    "state", own().containsKey(id) ? "written" : "unknown",
                    "at", Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    "nanos", System.nanoTime(),
                    "request", UUID.randomUUID());
        }

        @Get("/count")
        Map<String, Object> count() {
            return Map.of("count", own().size(), "at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }

        private Map<UUID, String> own() {
            return entries.computeIfAbsent(me(), tenant -> new ConcurrentHashMap<>());
        }
    }

    /** Finds by a number that nobody guesses, and what is found is anybody's. */
    @Requires(property = KIND, value = "subtle")
    @Controller("/numbers")
    static final class Numbers {

        @Get("/{text}")
        List<String> find(String text) {
            return ENTRIES.values().stream()
                    .filter(entry -> text.equals("R-" + entry.id().toString().substring(0, 8)))
                    .map(Entry::text)
                    .toList();
        }
    }

    /** One for all, which is put and never posted. */
    @Requires(property = KIND, value = "subtle")
    @Controller("/motto")
    static final class Motto {

        private static volatile String motto = "";

        @Put
        Map<String, Object> set(@Body Text text) {
            motto = text.text();
            return Map.of("done", true);
        }

        @Get
        Map<String, Object> get() {
            return Map.of("motto", motto);
        }
    }

    @Requires(property = KIND, value = "subtle")
    @Controller("/colour")
    static final class Colour {

        private static volatile String colour = "";

        @Patch
        Map<String, Object> set(@Body Text text) {
            colour = text.text();
            return Map.of("done", true);
        }

        @Get
        Map<String, Object> get() {
            return Map.of("colour", colour);
        }
    }

    /** Everybody reads his own; but anybody deletes anybody's, and learns whether it is there. */
    @Requires(property = KIND, value = "subtle")
    @Controller("/entries")
    static final class Entries {

        @Post
        Map<String, Object> add(@Body Text text) {
            Entry entry = new Entry(UUID.randomUUID(), me(), text.text());
            ENTRIES.put(entry.id(), entry);
            return Map.of("id", entry.id());
        }

        @Get("/{id}")
        Optional<Map<String, Object>> get(UUID id) {
            return Optional.ofNullable(ENTRIES.get(id))
                    .filter(entry -> entry.owner().equals(me()))
                    .map(entry -> Map.of("text", entry.text()));
        }

        @Delete("/{id}")
        String delete(UUID id) {
            ENTRIES.remove(id);
            return "done";
        }

        @Get("/{id}/state")
        Map<String, Object> state(UUID id) {
            return ENTRIES.containsKey(id)
                    ? Map.of("state", "written", "at", Instant.now())
                    : Map.of("state", "unknown", "at", Instant.now());
        }
    }

    /** Counts everybody's. */
    @Requires(property = KIND, value = "subtle")
    @Controller("/total")
    static final class Total {

        private static final AtomicInteger TOTAL = new AtomicInteger();

        @Post
        Map<String, Object> add() {
            TOTAL.incrementAndGet();
            return Map.of("done", true);
        }

        @Get
        Map<String, Object> get() {
            return Map.of("total", TOTAL.get());
        }
    }

    /** Keeps who asks in a field, between two steps. */
    @Requires(property = KIND, value = "subtle")
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Controller("/who")
    static final class Who {

        private final CyclicBarrier steps = new CyclicBarrier(2);
        private volatile String who = "";

        @Get
        Map<String, Object> get() throws Exception {
            who = me();
            meetAnother();
            return Map.of("who", who);
        }

        private void meetAnother() throws Exception {
            try {
                steps.await(5, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | java.util.concurrent.BrokenBarrierException e) {
                steps.reset(); // nobody else asks
            }
        }
    }

    /** Does not hear the header, so that nothing contradicts the passport. */
    @Singleton
    @Requires(property = "test.source", value = "deaf")
    @Replaces(HeaderTenantSource.class)
    static final class DeafSource implements TenantSource {

        @Override
        public Resolution resolve(IncomingRequest request) {
            return Resolution.absent();
        }

        @Override
        public Set<String> headers() {
            return Set.of();
        }

        @Override
        public String name() {
            return "deaf";
        }
    }

    /** Believes whoever writes a header. */
    @Singleton
    @Requires(property = "test.source", value = "believing")
    static final class BelievingSource implements TenantSource {

        @Override
        public Resolution resolve(IncomingRequest request) {
            List<String> sent = request.headers("X-Shop");
            return sent.isEmpty() ? Resolution.absent() : Resolution.found(new TenantId(sent.get(0)));
        }

        @Override
        public Set<String> headers() {
            return Set.of("X-Shop");
        }

        @Override
        public String name() {
            return "shop";
        }
    }
}

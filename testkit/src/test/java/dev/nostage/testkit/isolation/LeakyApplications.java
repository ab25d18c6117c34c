package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Small services, most of which leak, and the suite that each of their users would write. */
final class LeakyApplications {

    static final String DATABASE =
            "jdbc:h2:mem:memos;DB_CLOSE_DELAY=-1;INIT=create table if not exists memo(id uuid not null, tenant_id"
                    + " varchar(63) not null check (tenant_id <> ''), text varchar(40) not null, stars int not null,"
                    + " primary key (tenant_id, id))";

    private LeakyApplications() {}

    @Property(name = "datasources.default.url", value = LeakyApplications.DATABASE)
    @Property(name = "datasources.default.username", value = "sa")
    @Property(name = "datasources.default.password", value = "")
    @Property(name = "datasources.default.dialect", value = "H2")
    @Property(name = "nostage.partitioning.verify", value = "off")
    @Property(name = "test.memos", value = "sound")
    @MicronautTest(transactional = false)
    static class SoundRows extends IsolationSuite {}

    @Property(name = "datasources.default.url", value = LeakyApplications.DATABASE)
    @Property(name = "datasources.default.username", value = "sa")
    @Property(name = "datasources.default.password", value = "")
    @Property(name = "datasources.default.dialect", value = "H2")
    @Property(name = "nostage.partitioning.verify", value = "off")
    @Property(name = "test.memos", value = "leaky")
    @MicronautTest(transactional = false)
    static class LeakyRows extends IsolationSuite {}

    @Property(name = "datasources.default.url", value = LeakyApplications.DATABASE)
    @Property(name = "datasources.default.username", value = "sa")
    @Property(name = "datasources.default.password", value = "")
    @Property(name = "datasources.default.dialect", value = "H2")
    @Property(name = "nostage.partitioning.verify", value = "off")
    @Property(name = "test.memos", value = "sound")
    @Property(name = "test.board", value = "trusting")
    @MicronautTest(transactional = false)
    static class TrustingRoutes extends IsolationSuite {}

    @Property(name = "test.board", value = "leaky")
    @MicronautTest(transactional = false)
    static class LeakyRoutes extends IsolationSuite {}

    @Property(name = "test.board", value = "sound")
    @MicronautTest(transactional = false)
    static class SoundRoutes extends IsolationSuite {}

    @Property(name = "test.board", value = "odd")
    @MicronautTest(transactional = false)
    static class OddRoutes extends IsolationSuite {}

    @Property(name = "test.board", value = "odd")
    @MicronautTest(transactional = false)
    static class TaughtRoutes extends IsolationSuite {

        @Override
        protected Map<String, ?> inputs(String surface) {
            return surface.equals("GET /odd") ? Map.of("magic", "sesame") : Map.of();
        }
    }

    @Property(name = "test.board", value = "odd")
    @MicronautTest(transactional = false)
    static class ExcusedRoutes extends IsolationSuite {

        @Override
        protected Optional<String> provenElsewhere(String surface) {
            return Optional.of(surface.endsWith("reasonless") ? " " : "OddTest");
        }
    }

    @Introspected
    record Note(String text) {}

    @Introspected
    record Kept(UUID id, String text) {}

    /** One map for all: what one tenant posts the others read. */
    @Requires(property = "test.board", value = "leaky")
    @Controller("/board")
    static final class LeakyBoard {

        private static final Map<UUID, Kept> NOTES = new ConcurrentHashMap<>();

        @Post
        Kept post(@Body Note note) {
            Kept kept = new Kept(UUID.randomUUID(), note.text());
            NOTES.put(kept.id(), kept);
            return kept;
        }

        @Get
        Collection<Kept> list() {
            return NOTES.values();
        }

        /** Answers another tenant's id. */
        @Get("/{id}")
        Optional<Kept> get(UUID id) {
            return Optional.ofNullable(NOTES.get(id));
        }

        /** Tells nothing of it, but that it is there. */
        @Get("/{id}/exists")
        Optional<String> exists(UUID id) {
            return NOTES.containsKey(id) ? Optional.of("yes") : Optional.empty();
        }

        @NoTenant(because = "anybody may count")
        @Get("/texts")
        String texts() {
            return NOTES.values().toString();
        }
    }

    @Requires(property = "test.board", value = "sound")
    @Controller("/board")
    static final class SoundBoard {

        private final Map<String, Map<UUID, Kept>> notes = new ConcurrentHashMap<>();

        @Post
        Kept post(@Body Note note) {
            Kept kept = new Kept(UUID.randomUUID(), note.text());
            own().put(kept.id(), kept);
            return kept;
        }

        @Get
        Collection<Kept> list() {
            return own().values();
        }

        @Get("/{id}")
        Optional<Kept> get(UUID id) {
            return Optional.ofNullable(own().get(id));
        }

        @NoTenant(because = "a probe asks for nobody")
        @Get("/alive")
        String alive() {
            return "yes";
        }

        private Map<UUID, Kept> own() {
            return notes.computeIfAbsent(Tenants.require().id().value(), tenant -> new ConcurrentHashMap<>());
        }
    }

    /** Its repository is sound; what is done with the rows is not. */
    @Requires(property = "test.board", value = "trusting")
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Controller("/memos")
    static final class TrustingController {

        private final MemoRepository memos;
        private final Tenants tenants;
        private @Nullable List<String> kept;

        TrustingController(MemoRepository memos, Tenants tenants) {
            this.memos = memos;
            this.tenants = tenants;
        }

        /** Answers everybody what it answered the first one. */
        @Get
        synchronized List<String> texts() {
            if (kept == null) {
                kept = memos.findAll().stream().map(Memo::text).toList();
            }
            return kept;
        }

        /** Believes whoever asks. */
        @NoTenant(because = "a link in a mail leads here")
        @Get("/of/{tenant}")
        List<String> textsOf(String tenant) {
            List<String> texts = new ArrayList<>();
            tenants.forEach(
                    each -> each.id().value().equals(tenant),
                    each -> memos.findAll().forEach(memo -> texts.add(memo.text())));
            return texts;
        }
    }

    /** Nobody could guess what it wants. */
    @Requires(property = "test.board", value = "odd")
    @Controller("/odd")
    static final class OddController {

        @Get
        Optional<String> get(Optional<String> magic) {
            return magic.filter("sesame"::equals);
        }

        @NoTenant(because = " ")
        @Get("/reasonless")
        String reasonless() {
            return "why not";
        }
    }
}

package greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEventSink;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.tenancy.Tenant;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The service, started on a port of its own choosing, and who calls it. */
final class Started implements AutoCloseable {

    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    Started(String... properties) {
        WideEventSink sink = event -> events.add(event.notes());
        context = new SpringApplicationBuilder(Application.class)
                .initializers((GenericApplicationContext starting) ->
                        starting.registerBean("collected", WideEventSink.class, () -> sink))
                .properties("server.port=0", "server.address=127.0.0.1")
                .properties(properties)
                .run();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    Map<String, Object> nextEvent() throws InterruptedException {
        Map<String, Object> event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("an event within 30 s").isNotNull();
        return event;
    }

    String passport(String tenant) {
        return new PassportIssuer(bean(PassportOptions.class), Clock.systemUTC())
                .issue(Tenant.live(tenant), Set.of(), null);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

package dev.nostage.shop.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/** Customers of one tenant, who look, buy and look again without a pause. At the end it prints what became of it. */
public final class ShopLoad extends Simulation {

    private final Tally tally = new Tally();
    private long begin;

    public ShopLoad() {
        Duration time = Duration.ofSeconds(Integer.parseInt(told("load.seconds")));
        ChainBuilder visit = exec(
                asked("GET /products", http("products").get("/products")),
                asked(
                        Tally.ORDER,
                        http("order").post("/orders").body(StringBody("{\"sku\":\"kettle\",\"quantity\":1}"))),
                asked("GET /orders", http("orders").get("/orders")));
        setUp(scenario("customers")
                        .during(time, false) // a visit that has begun is made to its end, and counted
                        .on(visit)
                        .injectOpen(atOnceUsers(Integer.parseInt(told("load.users")))))
                .protocols(http.baseUrl(told("load.url"))
                        .header("Nostage-Passport", passport())
                        .header("Content-Type", "application/json")
                        .disableWarmUp() // would call its maker's site
                        .disableFollowRedirect());
    }

    private ChainBuilder asked(String name, HttpRequestActionBuilder request) {
        return exec(request.check(
                        status().saveAs("status"),
                        responseTimeInMillis().saveAs("millis"),
                        header("Retry-After").optional().saveAs("again"),
                        bodyString().saveAs("body")))
                .exec(session -> {
                    tally.count(name, answer(session));
                    return session.removeAll("status", "millis", "again", "body")
                            .markAsSucceeded();
                });
    }

    private static Answer answer(Session session) {
        return session.contains("status")
                ? new Answer(
                        session.getInt("status"),
                        session.getInt("millis"),
                        session.contains("again"),
                        String.valueOf(session.getString("body")))
                : Answer.NONE;
    }

    @Override
    public void before() {
        begin = System.nanoTime();
    }

    @Override
    public void after() {
        System.out.print(tally.told(Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static String told(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("-D" + property + " is missing: start this with load.sh");
        }
        return value;
    }

    /** Not a property: those stand in the list of processes. */
    private static String passport() {
        String passport = System.getenv("NOSTAGE_PASSPORT");
        if (passport == null) {
            throw new IllegalStateException("NOSTAGE_PASSPORT is missing: start this with load.sh");
        }
        return passport;
    }
}

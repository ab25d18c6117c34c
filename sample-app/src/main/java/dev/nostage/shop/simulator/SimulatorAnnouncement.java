package dev.nostage.shop.simulator;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.PrintStream;

/** Tells whoever started the shop where to ask what has reached the simulated payments, and for whom. */
@Singleton
@Requires(missingProperty = "micronaut.http.services.payments.url")
final class SimulatorAnnouncement implements ApplicationEventListener<ServerStartupEvent> {

    private final Simulator simulator;
    private final PrintStream out = System.out;

    SimulatorAnnouncement(Simulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        out.println(
                "Payments are simulated at " + simulator.uri() + "; GET /calls there says for whom they were called.");
    }
}

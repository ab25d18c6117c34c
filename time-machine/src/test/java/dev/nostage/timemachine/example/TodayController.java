package dev.nostage.timemachine.example;

import dev.nostage.timemachine.Launches;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Clock;
import java.time.LocalDate;

@Controller("/today")
class TodayController {

    private final Clock clock;
    private final Launches launches;

    TodayController(Clock clock, Launches launches) {
        this.clock = clock;
        this.launches = launches;
    }

    @Get
    String today() {
        return LocalDate.now(clock) + (launches.isLive("anniversary-sale") ? ": the sale is on" : "");
    }
}

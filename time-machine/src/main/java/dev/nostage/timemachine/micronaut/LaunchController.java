package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Operators;
import dev.nostage.tenancy.micronaut.OperatorEnabled;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.LaunchCalendar;
import dev.nostage.timemachine.Launches;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The operator's calendar: what goes live when, what is live at the (travelled) moment, and what changes next. */
@OperatorEnabled
@AnyTime
@NoTenant(because = "an operator looks at the calendar, which is the same for all tenants")
@Produces(MediaType.APPLICATION_JSON)
@Controller("/nostage/launches")
final class LaunchController {

    private final Launches launches;
    private final LiveParts parts;
    private final Clock clock;
    private final Operators operators;

    LaunchController(Launches launches, LiveParts parts, Clock clock, Operators operators) {
        this.launches = launches;
        this.parts = parts;
        this.clock = clock;
        this.operators = operators;
    }

    @Get
    byte[] list() {
        return operators.call("list-launches", action -> {
            List<Launch> all = new ArrayList<>(launches.all());
            all.addAll(parts.writtenInCode());
            return LaunchJson.of(new LaunchCalendar(clock.instant(), all));
        });
    }
}

package dev.nostage.tenancy.micronaut.carried;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** A route on a virtual thread, where there are any. */
@Controller("/carried")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "carried")
@Requires(sdk = Requires.Sdk.JAVA, version = "21")
class VirtualController {

    @ExecuteOn(TaskExecutors.VIRTUAL)
    @Get("/virtual")
    String virtual() {
        return Here.who();
    }
}

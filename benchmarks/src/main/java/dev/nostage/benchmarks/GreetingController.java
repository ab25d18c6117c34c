package dev.nostage.benchmarks;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** The least that an application does. */
@Controller("/greeting")
final class GreetingController {

    static final String GREETING = "Hello, whoever you are";

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String greet() {
        return GREETING;
    }
}

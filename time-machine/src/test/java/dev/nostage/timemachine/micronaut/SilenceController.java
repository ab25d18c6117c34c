package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.NoTenant;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Does not answer. */
@Requires(property = "machine-time")
@Controller("/silence")
final class SilenceController {

    @Get
    @NoTenant(because = "it answers nobody")
    Publisher<String> silent() {
        return Mono.never();
    }
}

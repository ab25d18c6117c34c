package dev.nostage.benchmarks;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.List;

/** A downstream, asked over the wire. */
@Client("recommendations")
interface Recommendations {

    @Get("/skus")
    List<String> skus();
}

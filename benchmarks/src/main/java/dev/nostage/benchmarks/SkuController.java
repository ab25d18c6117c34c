package dev.nostage.benchmarks;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;

/** Of a downstream, which always recommends the same. */
@Controller("/skus")
final class SkuController {

    @Get
    List<String> recommended() {
        return List.of("sku-1002", "sku-1008", "sku-1020");
    }
}

package dev.nostage.shop.seeded;

import java.util.List;
import java.util.stream.Stream;

/** What is tried: one list for each kind of mistake. */
final class Seeds {

    private Seeds() {}

    /** In the order of the README's table. */
    static List<Seed> all() {
        return Stream.of(RowSeeds.ALL, RouteSeeds.ALL, CodeSeeds.ALL, DownstreamSeeds.ALL, SaleSeeds.ALL)
                .flatMap(List::stream)
                .toList();
    }
}

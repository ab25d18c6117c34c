package dev.nostage.shop;

import dev.nostage.testkit.service.NostageTest;

/** The shop alone, from the first look to a cancelled order, on PostgreSQL. */
@NostageTest
class ShopJourneyPostgresIT extends ShopJourneyIT implements OnPostgres {}

package dev.nostage.shop;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;

/** Nothing of the shop leads from one tenant to another on PostgreSQL. */
@MicronautTest(transactional = false)
class ShopIsolationPostgresIT extends ShopIsolationTest implements OnPostgres {}

package dev.nostage.shop;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;

/** The shop's HTTP contract, line by line, on PostgreSQL. */
@MicronautTest(transactional = false)
class ShopPostgresIT extends ShopIT implements OnPostgres {}

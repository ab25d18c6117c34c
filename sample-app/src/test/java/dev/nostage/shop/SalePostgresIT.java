package dev.nostage.shop;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;

/** The sale's first and last seconds, over HTTP, on PostgreSQL. */
@MicronautTest(transactional = false)
class SalePostgresIT extends SaleIT implements OnPostgres {}

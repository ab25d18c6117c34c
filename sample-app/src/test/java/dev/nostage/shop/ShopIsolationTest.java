package dev.nostage.shop;

import dev.nostage.testkit.isolation.IsolationSuite;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;

/** Nothing of the shop leads from one tenant to another. */
@MicronautTest(transactional = false)
class ShopIsolationTest extends IsolationSuite {}

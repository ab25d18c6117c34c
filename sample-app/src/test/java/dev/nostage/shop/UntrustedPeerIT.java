package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A shop that trusts another network than the one the test calls from. */
@MicronautTest(transactional = false)
@Property(name = "nostage.tenancy.trusted-peers", value = "10.0.0.0/8")
class UntrustedPeerIT {

    @Inject
    ShopClient shop;

    @Inject
    CollectedEvents events;

    @Test
    void refusesATenantIdHoweverRightItIs() {
        Answer answer = shop.get("/products", tenant("acme"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:tenant-refused");
        assertThat(events.only()).containsEntry("problem", "tenant-refused").doesNotContainKey("tenant");
    }

    @Test
    void stillTakesAPassport() {
        String passport = shop.open("far-away");

        assertThat(shop.get("/products", ShopClient.passport(passport)).status())
                .isEqualTo(200);
        shop.remove("far-away");
    }
}

package dev.nostage.shop;

import dev.nostage.shop.sale.AnniversarySale;
import dev.nostage.tenancy.OperatorToken;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Tells whoever started the shop where it is and what to try. */
@Singleton
final class StartMessage implements ApplicationEventListener<ServerStartupEvent> {

    private final @Nullable OperatorToken token;
    private final AnniversarySale sale;
    private final PrintStream out = System.out;

    StartMessage(@Nullable OperatorToken token, AnniversarySale sale) {
        this.token = token;
        this.sale = sale;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        String url = "http://localhost:" + started.getSource().getPort();
        out.println();
        out.println("The shop is open at " + url);
        if (token != null) {
            token.generated().ifPresent(it -> out.println("Operator token, made for this run alone: " + it));
        }
        out.println("Try:");
        out.println("  curl -s -H 'Tenant-Id: acme' " + url + "/products");
        if (token != null) {
            out.println(
                    "  curl -s -H \"Authorization: Bearer " + token.generated().orElse("$NOSTAGE_OPERATOR_TOKEN")
                            + "\" -H 'Content-Type: application/json' -d '{\"id\":\"my-test\",\"kind\":\"TEST\",\"ttl\":\"1h\"}' "
                            + url + "/nostage/tenants");
            out.println(
                    "  curl -s -H 'Tenant-Id: my-test' -H 'Time-Machine: " + sale.startsAt() + "' " + url + "/sale");
        }
        out.println();
    }
}

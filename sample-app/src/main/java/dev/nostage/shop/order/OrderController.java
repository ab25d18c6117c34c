package dev.nostage.shop.order;

import dev.nostage.shop.ShopException;
import dev.nostage.shop.payment.Payment;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /orders}: the tenant's own, and no others. */
@ExecuteOn(TaskExecutors.BLOCKING)
@Controller("/orders")
final class OrderController {

    private static final int MOST = 1000;
    private static final int LARGEST_PAGE = 100;
    private static final Pattern SKU = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Sort NEWEST_FIRST = Sort.of(Sort.Order.desc("placedAt"), Sort.Order.desc("id"));

    private final Ordering ordering;
    private final PurchaseOrderRepository orders;

    OrderController(Ordering ordering, PurchaseOrderRepository orders) {
        this.ordering = ordering;
        this.orders = orders;
    }

    @Post
    HttpResponse<Answer> place(@Body Wish wish) {
        if (wish.sku() == null || !SKU.matcher(wish.sku()).matches()) {
            throw ShopException.malformed("\"sku\" must be up to 40 letters a to z, digits and hyphens.");
        }
        if (wish.quantity() == null || wish.quantity() < 1 || wish.quantity() > MOST) {
            throw ShopException.malformed("\"quantity\" must be a number from 1 to " + MOST + ".");
        }
        return HttpResponse.created(Answer.of(ordering.place(wish.sku(), wish.quantity())));
    }

    @Get
    List<Answer> list(@QueryValue(defaultValue = "0") int page, @QueryValue(defaultValue = "20") int size) {
        if (page < 0 || size < 1) {
            throw ShopException.malformed("\"page\" counts from 0 and \"size\" from 1.");
        }
        return orders.list(Pageable.from(page, Math.min(size, LARGEST_PAGE), NEWEST_FIRST)).stream()
                .map(Answer::of)
                .toList();
    }

    @Get("/{id}")
    Optional<Answer> get(UUID id) {
        return orders.findById(id).map(Answer::of);
    }

    @Delete("/{id}")
    HttpResponse<Void> cancel(UUID id) {
        Optional<PurchaseOrder> order = orders.findById(id);
        order.ifPresent(orders::delete);
        return order.isPresent() ? HttpResponse.noContent() : HttpResponse.notFound();
    }

    @Serdeable
    record Wish(@Nullable String sku, @Nullable Integer quantity) {}

    @Serdeable
    record Answer(UUID id, String sku, int quantity, BigDecimal total, Instant placedAt, Payment payment) {

        static Answer of(PurchaseOrder order) {
            return new Answer(
                    order.id(),
                    order.sku(),
                    order.quantity(),
                    order.total(),
                    order.placedAt(),
                    new Payment(order.paymentReference(), order.paymentStubbed()));
        }
    }
}

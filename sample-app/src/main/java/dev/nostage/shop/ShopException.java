package dev.nostage.shop;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import dev.nostage.resilience.DownstreamException;
import org.jspecify.annotations.Nullable;

/** A request that the shop cannot serve as it was sent. */
public final class ShopException extends ProblemException {

    private ShopException(String name, int status, String title, String detail, @Nullable Throwable cause) {
        super(new Problem(name, status, title, detail), detail, cause);
    }

    public static ShopException malformed(String detail) {
        return new ShopException("order-malformed", 400, "Malformed order", detail, null);
    }

    public static ShopException unknownProduct(String sku) {
        return new ShopException(
                "product-unknown", 404, "Unknown product", "This shop does not sell \"" + sku + "\".", null);
    }

    /** What refused a call tells its own, and when to try again; what else failed is told by {@code detail}. */
    public static ProblemException notPlaced(String detail, Throwable cause) {
        return cause instanceof DownstreamException refusal
                ? refusal
                : new ShopException("order-not-placed", 503, "Order not placed", detail, cause);
    }
}

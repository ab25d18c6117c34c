package dev.nostage.shop;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;

/** A request that the shop cannot serve as it was sent. */
public final class ShopException extends ProblemException {

    private ShopException(String name, int status, String title, String detail) {
        super(new Problem(name, status, title, detail), detail);
    }

    public static ShopException malformed(String detail) {
        return new ShopException("order-malformed", 400, "Malformed order", detail);
    }

    public static ShopException unknownProduct() {
        return new ShopException("product-unknown", 404, "Unknown product", "The shop does not sell this product.");
    }
}

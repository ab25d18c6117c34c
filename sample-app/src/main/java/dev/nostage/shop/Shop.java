package dev.nostage.shop;

import io.micronaut.runtime.Micronaut;

/** Starts the shop. */
public final class Shop {

    private Shop() {}

    public static void main(String[] args) {
        Micronaut.build(args).banner(false).mainClass(Shop.class).start();
    }
}

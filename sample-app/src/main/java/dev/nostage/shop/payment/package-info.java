/** Payments: a financial downstream, never reached for a tenant that is not live. */
@NullMarked
package dev.nostage.shop.payment;

import org.jspecify.annotations.NullMarked;

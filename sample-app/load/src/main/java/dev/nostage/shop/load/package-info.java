/** Load for a running shop. Enter at {@link dev.nostage.shop.load.ShopLoad}, which {@code ../load.sh} starts. */
@NullMarked
package dev.nostage.shop.load;

import org.jspecify.annotations.NullMarked;

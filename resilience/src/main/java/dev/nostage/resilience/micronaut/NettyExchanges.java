package dev.nostage.resilience.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.micronaut.http.netty.NettyHttpResponseBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of Micronaut's own client. */
@Singleton
@Requires(classes = NettyClientCustomizer.class)
final class NettyExchanges implements OpenExchanges {

    /** Where the client tells which connection carries a request: that of one stream, with HTTP/2. */
    private static final String CHANNEL = "netty_channel";

    /** The end that waits for the body that a connection carries: one a connection, however many bodies come in time. */
    private static final AttributeKey<Ending> ENDING = AttributeKey.valueOf(NettyExchanges.class, "ending");

    /** @param head of the answer whose body it ends */
    private record Ending(HttpHeaders head, ScheduledFuture<?> future) {

        @SuppressWarnings("ReferenceEquality") // two answers that say the same are two
        boolean comesFirst(HttpHeaders other, Duration after) {
            return head == other && future.getDelay(TimeUnit.NANOSECONDS) <= after.toNanos();
        }
    }

    @Override
    public boolean end(HttpRequest<?> request, BooleanSupplier isOpen, Throwable because) {
        Channel channel = channel(request);
        if (channel == null) {
            return false;
        }
        channel.eventLoop().execute(() -> {
            if (isOpen.getAsBoolean()) {
                close(channel, because);
            }
        });
        return true;
    }

    @Override
    public void endBody(
            HttpRequest<?> request, HttpResponse<?> response, Duration after, Supplier<? extends Throwable> because) {
        Channel channel = channel(request);
        if (channel != null && !isWhole(response) && response.getHeaders() instanceof NettyHttpHeaders headers) {
            HttpHeaders head = headers.getNettyHeaders();
            channel.eventLoop().execute(() -> endLater(channel, head, after, because));
        }
    }

    private static void endLater(
            Channel channel, HttpHeaders head, Duration after, Supplier<? extends Throwable> because) {
        if (!AnswerWatch.isCarrying(channel, head)) {
            return; // it has come, and what the connection carries now is another's
        }
        Ending before = channel.attr(ENDING).get();
        if (before != null && before.comesFirst(head, after)) {
            return; // who leaves as the answer begins is not to wait for its deadline
        }
        ScheduledFuture<?> ending = channel.eventLoop()
                .schedule(
                        () -> {
                            if (AnswerWatch.isCarrying(channel, head)) {
                                close(channel, because.get());
                            }
                        },
                        after.toNanos(),
                        TimeUnit.NANOSECONDS);
        channel.attr(ENDING).set(new Ending(head, ending));
        if (before != null) {
            before.future().cancel(false);
        }
    }

    private static @Nullable Channel channel(HttpRequest<?> request) {
        return request.getAttributes().getValue(CHANNEL) instanceof Channel channel ? channel : null;
    }

    private static boolean isWhole(HttpResponse<?> response) {
        return response instanceof NettyHttpResponseBuilder netty && !netty.isStream();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits for the answer hears of the end
    private static void close(Channel channel, Throwable because) {
        channel.pipeline().addFirst(new LastWord(because));
        channel.close();
    }

    /** Says why a connection was closed, before the client says only that it was. */
    private static final class LastWord extends ChannelInboundHandlerAdapter {

        private final Throwable because;

        LastWord(Throwable because) {
            this.because = because;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            context.fireExceptionCaught(because);
            context.fireChannelInactive();
        }
    }
}

package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import jakarta.inject.Singleton;

/** Netty's connections. */
@Singleton
@Requires(classes = NettyHttpRequest.class)
final class NettyConnections implements Connections {

    @Override
    public Runnable whenClosed(HttpRequest<?> request, Runnable work) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            return () -> {};
        }
        ChannelFuture closed = netty.getChannelHandlerContext().channel().closeFuture();
        ChannelFutureListener listener = future -> work.run();
        closed.addListener(listener);
        return () -> closed.removeListener(listener);
    }
}

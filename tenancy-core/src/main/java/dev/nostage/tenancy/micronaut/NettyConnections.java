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
        Watch watch = new Watch(closed, work);
        closed.addListener(watch);
        return watch;
    }

    private record Watch(ChannelFuture closed, Runnable work) implements ChannelFutureListener, Runnable {

        @Override
        public void operationComplete(ChannelFuture closed) {
            work.run();
        }

        @Override
        public void run() {
            closed.removeListener(this);
        }
    }
}

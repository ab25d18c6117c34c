package dev.nostage.resilience.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Knows which answer a connection of the client's carries, from its head to its end: an answer's head is one object. */
@Singleton
@Requires(classes = NettyClientCustomizer.class)
final class AnswerWatch implements BeanCreatedEventListener<NettyClientCustomizer.Registry> {

    private static final AttributeKey<HttpHeaders> CARRIED = AttributeKey.valueOf(AnswerWatch.class, "carried");

    /** On the thread of the connection alone. */
    @SuppressWarnings("ReferenceEquality") // two answers that say the same are two
    static boolean isCarrying(Channel channel, HttpHeaders head) {
        return channel.attr(CARRIED).get() == head;
    }

    @Override
    public NettyClientCustomizer.Registry onCreated(BeanCreatedEvent<NettyClientCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private record Customizer(@Nullable Channel channel) implements NettyClientCustomizer {

        @Override
        public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return new Customizer(channel);
        }

        @Override
        public void onStreamPipelineBuilt() {
            Objects.requireNonNull(channel).pipeline().addLast(new Watch());
        }
    }

    private static final class Watch extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                context.channel().attr(CARRIED).set(response.headers());
            }
            if (message instanceof LastHttpContent) {
                context.channel().attr(CARRIED).set(null);
            }
            context.fireChannelRead(message);
        }
    }
}

package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.value.MutableConvertibleValues;
import io.micronaut.core.convert.value.MutableConvertibleValuesMap;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of several ends of one body comes, in whatever order they are asked for. */
final class NettyExchangesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final NettyExchanges exchanges = new NettyExchanges();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Answer answer = new Answer();

    @AfterEach
    @SuppressWarnings("FutureReturnValueIgnored") // most tests have closed it, and mean to
    void close() {
        channel.close();
    }

    @Test
    void theSoonestComesThoughALaterOneIsAskedForBehindIt() {
        carry(answer);
        end(answer, Duration.ZERO);
        end(answer, LONG);

        assertEnded(true);
    }

    @Test
    void aSoonerOneTakesTheLatersPlace() {
        carry(answer);
        end(answer, LONG);
        end(answer, Duration.ZERO);

        assertEnded(true);
    }

    @Test
    void theEndOfABodyThatHasComeIsInNobodysWay() {
        carry(answer);
        end(answer, LONG);
        Answer next = new Answer();
        carry(next);
        end(answer, Duration.ZERO);
        assertEnded(false);

        end(next, Duration.ZERO);
        assertEnded(true);
    }

    private void carry(Answer carried) {
        channel.attr(AttributeKey.valueOf(AnswerWatch.class, "carried")).set(carried.head);
    }

    private void end(Answer of, Duration after) {
        HttpRequest<?> request = HttpRequest.GET("/");
        request.setAttribute("netty_channel", (Channel) channel);
        exchanges.endBody(request, of, after, CancellationException::new);
    }

    private void assertEnded(boolean ended) {
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isNotEqualTo(ended);
    }

    /** An answer of which the head has come. */
    private static final class Answer implements HttpResponse<String> {

        private final io.netty.handler.codec.http.HttpHeaders head = new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, new DefaultHttpHeaders())
                .headers();

        @Override
        public HttpHeaders getHeaders() {
            return new NettyHttpHeaders(head, ConversionService.SHARED);
        }

        @Override
        public MutableConvertibleValues<Object> getAttributes() {
            return new MutableConvertibleValuesMap<>();
        }

        @Override
        public Optional<String> getBody() {
            return Optional.empty();
        }

        @Override
        public int code() {
            return 200;
        }

        @Override
        public String reason() {
            return "OK";
        }
    }
}

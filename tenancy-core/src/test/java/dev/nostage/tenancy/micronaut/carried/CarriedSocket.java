package dev.nostage.tenancy.micronaut.carried;

import io.micronaut.context.annotation.Requires;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** Tells whom it works for as it is opened, and for each message. */
@ServerWebSocket("/carried/socket")
@Requires(property = "carried")
final class CarriedSocket {

    @OnOpen
    void open(WebSocketSession session) {
        session.sendSync(Here.who());
    }

    @OnMessage
    void message(String message, WebSocketSession session) {
        session.sendSync(Here.who());
    }
}

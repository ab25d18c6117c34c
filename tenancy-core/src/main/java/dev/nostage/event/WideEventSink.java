package dev.nostage.event;

/**
 * Where wide events go. Called once a request, on the thread that ends it: it must not block. What it throws is logged, and
 * harms no request.
 */
@FunctionalInterface
public interface WideEventSink {

    void emit(WideEvent event);
}

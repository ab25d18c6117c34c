package dev.nostage.partitioning.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import java.util.Set;
import java.util.function.Consumer;

/** Fails for results that can be read later and cannot be bound to the tenant that asked for them. */
final class Results {

    private static final Set<String> BOUND = Set.of(
            "java.util.stream.Stream",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.CompletableFuture",
            "org.reactivestreams.Publisher",
            "reactor.core.publisher.Flux",
            "reactor.core.publisher.Mono");

    private static final Set<String> LATE = Set.of(
            "java.util.stream.BaseStream",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "java.util.Iterator",
            "java.util.Spliterator",
            "org.reactivestreams.Publisher",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.SingleSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.CompletableSource",
            "io.reactivex.ObservableSource",
            "kotlinx.coroutines.flow.Flow");

    private Results() {}

    /** Whether the work is done when the method returns. */
    static boolean isImmediate(MethodElement method) {
        ClassElement type = method.getReturnType();
        return !type.isAssignable("java.util.concurrent.CompletionStage")
                && !type.isAssignable("org.reactivestreams.Publisher");
    }

    static void refuseUnbound(MethodElement method, Consumer<String> refuse) {
        ClassElement type = method.getReturnType();
        if (!BOUND.contains(type.getName()) && LATE.stream().anyMatch(type::isAssignable)) {
            refuse.accept("returns a " + type.getSimpleName()
                    + ", which cannot be bound to the tenant that asked: return a Stream, a CompletionStage, a Flux, a"
                    + " Mono or a List");
        }
        if (method.isSuspend()) {
            refuse.accept("is suspended, and can go on after the tenant has changed: return a Publisher");
        }
    }
}

package dev.nostage.partitioning.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.visitor.VisitorContext;

/** What a repository cannot have, told where the user can mend it. */
final class Refusals {

    private final ClassElement repository;
    private final VisitorContext context;
    private boolean any;

    Refusals(ClassElement repository, VisitorContext context) {
        this.repository = repository;
        this.context = context;
    }

    void add(Element where, String what) {
        any = true;
        boolean own = where instanceof MethodElement method
                && method.getOwningType().equals(repository)
                && method.getDeclaringType().equals(repository);
        context.fail(
                "Repository " + repository.getSimpleName() + " cannot be walled: " + what, own ? where : repository);
    }

    boolean isAny() {
        return any;
    }
}

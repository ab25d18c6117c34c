package dev.nostage.tenancy.micronaut;

import io.micronaut.http.HttpRequest;

/** Knows when the connection of a request ends. Not every server tells. */
interface Connections {

    /**
     * Runs {@code work} when the connection that this request came by is closed, at once if it is.
     *
     * @return what to run when that is of no interest any more: a connection may outlive many requests
     */
    Runnable whenClosed(HttpRequest<?> request, Runnable work);
}

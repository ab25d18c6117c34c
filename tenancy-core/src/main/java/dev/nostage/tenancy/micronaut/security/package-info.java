/** Lets Micronaut Security say which tenant a request works for, and who is an operator. */
@NullMarked
package dev.nostage.tenancy.micronaut.security;

import org.jspecify.annotations.NullMarked;

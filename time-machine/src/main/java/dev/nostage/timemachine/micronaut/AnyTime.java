package dev.nostage.timemachine.micronaut;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A controller that works for no tenant, shows nobody's data, and may be asked of any time. */
@Retention(RetentionPolicy.RUNTIME)
@interface AnyTime {}

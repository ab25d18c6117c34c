package dev.nostage.testkit.service;

import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.test.support.TestPropertyProviderFactory;
import java.util.Map;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tells an application under {@link NostageTest} where its downstreams are played. Found by Micronaut Test. */
public final class ServiceProperties implements TestPropertyProviderFactory {

    @Override
    public TestPropertyProvider create(Map<String, Object> available, Class<?> test) {
        return () -> AnnotationSupport.isAnnotated(test, NostageTest.class)
                ? Surroundings.of(test).properties()
                : Map.of();
    }
}

package dev.nostage.tenancy.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.inject.BeanDefinition;
import java.util.stream.Stream;

/** What a start looks at: the beans that the application and its libraries bring. The framework's have no mark of ours, and are many. */
public final class ApplicationBeans {

    private static final String FRAMEWORK = "io.micronaut.";

    private ApplicationBeans() {}

    public static Stream<BeanDefinition<?>> of(BeanContext beans) {
        return beans.getAllBeanDefinitions().stream()
                .filter(bean -> !bean.getName().startsWith(FRAMEWORK))
                .map(bean -> bean);
    }
}

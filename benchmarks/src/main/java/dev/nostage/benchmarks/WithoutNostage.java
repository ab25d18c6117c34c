package dev.nostage.benchmarks;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import org.jspecify.annotations.Nullable;

/** What the bare peer lacks: all of our beans but the benchmarks' own, those too that our factories make of others' types. */
final class WithoutNostage implements BeanConfiguration {

    private final String packages;

    WithoutNostage() {
        this("dev.nostage.");
    }

    private WithoutNostage(String packages) {
        this.packages = packages;
    }

    /** Without the time machine alone, for what is measured of the rest. */
    static WithoutNostage withoutTimeMachine() {
        return new WithoutNostage("dev.nostage.timemachine.");
    }

    @Override
    public Package getPackage() {
        return WithoutNostage.class.getPackage();
    }

    @Override
    public String getName() {
        return "dev.nostage";
    }

    @Override
    public String getVersion() {
        return "";
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public boolean isWithin(BeanDefinitionReference reference) {
        String name = reference.getBeanDefinitionName();
        return name.startsWith(packages) && !name.startsWith("dev.nostage.benchmarks.");
    }

    @Override
    public boolean isEnabled(BeanContext context, @Nullable BeanResolutionContext resolution) {
        return false;
    }
}

package dev.nostage.benchmarks;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a peer lacks: beans of ours, but never the benchmarks' own; those too that our factories make of others' types. */
final class WithoutNostage implements BeanConfiguration {

    private final List<String> packages;

    private WithoutNostage(String... packages) {
        this.packages = List.of(packages);
    }

    /** An application that knows nothing of us. */
    static WithoutNostage atAll() {
        return new WithoutNostage("dev.nostage.");
    }

    /** Without the time machine alone, for what is measured of the rest. */
    static WithoutNostage timeMachine() {
        return new WithoutNostage("dev.nostage.timemachine.");
    }

    /** An application with the core alone. */
    static WithoutNostage butTheCore() {
        return new WithoutNostage("dev.nostage.partitioning.", "dev.nostage.resilience.", "dev.nostage.timemachine.");
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
        return packages.stream().anyMatch(name::startsWith) && !name.startsWith("dev.nostage.benchmarks.");
    }

    @Override
    public boolean isEnabled(BeanContext context, @Nullable BeanResolutionContext resolution) {
        return false;
    }
}

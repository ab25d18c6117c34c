package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.SharedCache;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cached methods of all beans. */
final class Caches implements Surfaces {

    private final Site site;

    Caches(Site site) {
        this.site = site;
    }

    @Override
    public List<Surface> surfaces() {
        Map<String, Surface> surfaces = new TreeMap<>(); // a bean that is intercepted is listed twice
        for (BeanDefinition<?> definition : site.application().getAllBeanDefinitions()) {
            for (ExecutableMethod<?, ?> method : definition.getExecutableMethods()) {
                if (method.hasStereotype(Cacheable.class)) {
                    CachedMethod cached = new CachedMethod(site, method);
                    surfaces.putIfAbsent(cached.name(), surface(cached, method));
                }
            }
        }
        return new ArrayList<>(surfaces.values());
    }

    private Surface surface(CachedMethod cached, ExecutableMethod<?, ?> method) {
        if (method.hasStereotype(SharedCache.class)) {
            return Surface.told(
                    cached.name(),
                    "caches for everybody",
                    method.stringValue(SharedCache.class, "because").orElse(""));
        }
        return new Surface(
                cached.name(),
                List.of(new Attack(
                        "with a value cached for another tenant", () -> site.attack(cached::askedByAnother))));
    }
}

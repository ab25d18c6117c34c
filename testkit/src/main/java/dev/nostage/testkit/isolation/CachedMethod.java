package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.CacheManager;
import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.cache.interceptor.CacheKeyGenerator;
import io.micronaut.cache.interceptor.DefaultCacheKeyGenerator;
import io.micronaut.core.reflect.InstantiationUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.ExecutableMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method whose answers are cached, asked by a victim first and then by another. */
final class CachedMethod {

    private static final String NAMES = "cacheNames";

    private final Site site;
    private final ExecutableMethod<?, ?> method;
    private final Class<?> bean;

    CachedMethod(Site site, ExecutableMethod<?, ?> method) {
        this.site = site;
        this.method = method;
        this.bean = method.getTargetMethod().getDeclaringClass();
    }

    /** Such as {@code Prices.of(String)}. */
    String name() {
        return bean.getSimpleName() + "." + method.getMethodName()
                + Arrays.stream(method.getArgumentTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    String askedByAnother(Victim victim, Tenant attacker) {
        Answer last = new Answer(null, null);
        for (List<Object> arguments : arguments(victim)) {
            Answer owners = Tenants.callAs(victim.tenant(), () -> answer(arguments));
            last = owners;
            if (!Tenants.callAs(victim.tenant(), () -> isCached(arguments))) {
                continue;
            }
            if (Tenants.callAs(attacker, () -> isCached(arguments))) {
                throw new LeakError(name() + " finds for another tenant what was cached for one: "
                        + Secrets.shortened(owners.text()));
            }
            Answer others = Tenants.callAs(attacker, () -> answer(arguments));
            victim.secrets().demandNoneIn(others.text(), Answer.text(arguments), name());
            victim.demandUnchanged(name());
            return "cached for one, not found for the other";
        }
        throw new NotExercisedError(
                name() + " cached nothing, whatever the suite called it with; the last answer was " + last
                        + ". Override inputs(String surface) and return its arguments by name for \"" + name() + "\"",
                last.thrown());
    }

    private Answer answer(List<Object> arguments) {
        Object instance = site.application().getBean(bean);
        Method target = method.getTargetMethod();
        target.setAccessible(true);
        return Answer.of(() -> target.invoke(instance, arguments.toArray()));
    }

    private List<List<Object>> arguments(Victim victim) {
        Candidates candidates = new Candidates(site.application().getConversionService(), site.examples());
        Map<String, ?> taught = site.suite().inputs(name());
        List<List<Object>> all = new ArrayList<>();
        for (Argument<?> parameter : method.getArguments()) {
            Object given = taught.get(parameter.getName());
            List<Object> values = new ArrayList<>();
            if (given != null) {
                values.add(given);
            } else if (Examples.isSimple(parameter.getType())) {
                values.addAll(candidates.theirs(parameter, victim.known()));
                values.addAll(candidates.anybodys(parameter));
            } else {
                values.add(site.examples().of(parameter));
            }
            all.add(values);
        }
        return Tuples.of(all);
    }

    /** Whether a value is found by whoever is bound here, under the key that these arguments make. */
    private boolean isCached(List<Object> arguments) {
        Object key = keys().generateKey(method, keyed(arguments));
        CacheManager<?> caches = site.application().getBean(CacheManager.class);
        return Arrays.stream(names())
                .anyMatch(name -> isThere(caches.getCache(name).get(key, Argument.OBJECT_ARGUMENT)));
    }

    private static boolean isThere(Optional<?> found) {
        return found.isPresent();
    }

    private String[] names() {
        String[] own = method.stringValues(Cacheable.class, NAMES);
        return own.length > 0 ? own : method.stringValues(CacheConfig.class, NAMES);
    }

    private Object[] keyed(List<Object> arguments) {
        List<String> chosen = List.of(method.stringValues(Cacheable.class, "parameters"));
        List<@Nullable Object> keyed = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (chosen.isEmpty() || chosen.contains(method.getArguments()[i].getName())) {
                keyed.add(arguments.get(i));
            }
        }
        return keyed.toArray();
    }

    private CacheKeyGenerator keys() {
        Class<?> type = method.classValue(Cacheable.class, "keyGenerator")
                .or(() -> method.classValue(CacheConfig.class, "keyGenerator"))
                .orElse(DefaultCacheKeyGenerator.class);
        return (CacheKeyGenerator) site.application()
                .findBean(type)
                .<Object>map(found -> found)
                .orElseGet(() -> InstantiationUtils.instantiate(type));
    }
}

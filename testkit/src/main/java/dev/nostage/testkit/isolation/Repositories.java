package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenants;
import io.micronaut.aop.Intercepted;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.type.Argument;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repositories of Micronaut Data, and their methods. */
final class Repositories implements Surfaces {

    private static final String ACROSS_TENANTS = "dev.nostage.partitioning.AcrossTenants";
    private static final String SHARED = "dev.nostage.partitioning.Shared";
    private static final String BECAUSE = "because";

    private static final String OVER_THE_WALLS = "works for every tenant";
    private static final int ROWS_OF_EACH = 2;

    private final Site site;
    private final List<RepositoryMethod> methods = new ArrayList<>();
    private final Map<PartitionedEntity, List<RepositoryMethod>> savers = new LinkedHashMap<>();
    private final List<Surface> told = new ArrayList<>();

    Repositories(Site site) {
        this.site = site;
        Map<Class<?>, PartitionedEntity> entities = new LinkedHashMap<>();
        site.application().getBeanDefinitions(Qualifiers.byStereotype(Repository.class)).stream()
                .sorted((one, other) ->
                        written(one).getName().compareTo(written(other).getName()))
                .forEach(repository -> add(repository, entities));
    }

    private void add(BeanDefinition<?> repository, Map<Class<?>, PartitionedEntity> entities) {
        String name = written(repository).getSimpleName();
        Class<?> type = entity(repository).orElse(Object.class);
        if (repository.hasStereotype(ACROSS_TENANTS)) {
            told.add(Surface.told(
                    name,
                    OVER_THE_WALLS,
                    repository.stringValue(ACROSS_TENANTS, BECAUSE).orElse("")));
        } else if (PartitionedEntity.isPartitioned(type)) {
            PartitionedEntity entity = entities.computeIfAbsent(type, PartitionedEntity::new);
            Object bean = site.application().getBean(repository);
            methods(repository, name, bean, entity);
        } else {
            told.add(Surface.told(name, "keeps everybody's rows", reason(type)));
        }
    }

    private static String reason(Class<?> entity) {
        return BeanIntrospector.SHARED
                .findIntrospection(entity)
                .flatMap(shape -> shape.stringValue(SHARED, BECAUSE))
                .orElse(entity.getSimpleName() + " names no tenant");
    }

    private void methods(BeanDefinition<?> repository, String name, Object bean, PartitionedEntity entity) {
        List<Method> known = new ArrayList<>();
        for (ExecutableMethod<?, ?> method : repository.getExecutableMethods()) {
            known.add(method.getTargetMethod());
            if (!isReachable(method.getTargetMethod())) {
                continue;
            }
            if (method.hasStereotype(ACROSS_TENANTS)) {
                told.add(Surface.told(
                        name + "." + method.getMethodName(),
                        OVER_THE_WALLS,
                        method.stringValue(ACROSS_TENANTS, BECAUSE).orElse("")));
            } else {
                add(RepositoryMethod.of(name, bean, method, entity, site), entity);
            }
        }
        withBodies(written(repository))
                .filter(method -> known.stream().noneMatch(other -> isSame(method, other)))
                .forEach(method -> add(RepositoryMethod.written(name, bean, method, entity, site), entity));
    }

    private void add(RepositoryMethod method, PartitionedEntity entity) {
        methods.add(method);
        List<RepositoryMethod> saving = savers.computeIfAbsent(entity, one -> new ArrayList<>());
        if (method.saves()) {
            saving.add(method);
        }
    }

    /** What the user wrote, and not the class that was made of it. */
    private static Class<?> written(BeanDefinition<?> repository) {
        Class<?> type = repository.getBeanType();
        if (!Intercepted.class.isAssignableFrom(type)) {
            return type;
        }
        return type.getSuperclass() == Object.class ? type.getInterfaces()[0] : type.getSuperclass();
    }

    private static Optional<Class<?>> entity(BeanDefinition<?> repository) {
        List<Argument<?>> arguments = repository.getTypeArguments(GenericRepository.class);
        if (!arguments.isEmpty()) {
            return Optional.of(arguments.get(0).getType());
        }
        return repository.getExecutableMethods().stream()
                .flatMap(method -> method.classValue(DataMethod.class, DataMethod.META_MEMBER_ROOT_ENTITY).stream())
                .<Class<?>>map(type -> type)
                .findFirst();
    }

    private static Stream<Method> withBodies(Class<?> repository) {
        return Stream.concat(Arrays.stream(repository.getMethods()), Arrays.stream(repository.getDeclaredMethods()))
                .distinct()
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isSynthetic())
                .filter(method -> !Modifier.isAbstract(method.getModifiers()) && isReachable(method));
    }

    private static boolean isReachable(Method method) {
        return (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0;
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    @Override
    public List<Surface> surfaces() {
        return Stream.concat(
                        methods.stream().map(method -> new RepositoryAttacks(site, method).surface()), told.stream())
                .toList();
    }

    /** Saves rows of every entity, in the order in which they refer to each other. */
    @Override
    public void plant(Victim victim) {
        for (int i = 0; i < ROWS_OF_EACH; i++) {
            List<PartitionedEntity> pending = new ArrayList<>(savers.keySet());
            int before;
            do {
                before = pending.size();
                pending.removeIf(entity -> isPlanted(entity, victim));
            } while (pending.size() < before);
        }
    }

    private boolean isPlanted(PartitionedEntity entity, Victim victim) {
        for (RepositoryMethod saver : savers.getOrDefault(entity, List.of())) {
            try {
                Object taught = site.suite().example(entity.type());
                Object example = taught != null ? taught : entity.example(victim, site.examples());
                Answer saved = Tenants.callAs(victim.tenant(), () -> saver.answer(List.of(example)));
                Throwable thrown = saved.thrown();
                if (thrown == null) {
                    victim.planted(entity, saved(saved.value(), entity, example));
                    return true;
                }
                victim.notPlanted(entity, thrown);
            } catch (NotExercisedError e) {
                victim.notPlanted(entity, e);
            }
        }
        return false;
    }

    private static Object saved(@Nullable Object answer, PartitionedEntity entity, Object given) {
        Object one = answer instanceof List<?> several && several.size() == 1 ? several.get(0) : answer;
        return entity.type().isInstance(one) ? Objects.requireNonNull(one) : given;
    }
}

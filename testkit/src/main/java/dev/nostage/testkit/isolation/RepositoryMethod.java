package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.type.Argument;
import io.micronaut.data.intercept.annotation.DataMethod;
import io.micronaut.data.intercept.annotation.DataMethod.OperationType;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method of a repository of a partitioned entity: how it is called, and with what. */
final class RepositoryMethod {

    private static final Set<OperationType> READS =
            Set.of(OperationType.QUERY, OperationType.COUNT, OperationType.EXISTS);

    private final String name;
    private final Object repository;
    private final Method method;
    private final Argument<?>[] parameters;
    private final PartitionedEntity entity;
    private final Site site;
    private final @Nullable OperationType operation;

    private RepositoryMethod(
            String repositoryName,
            Object repository,
            Method method,
            Argument<?>[] parameters,
            PartitionedEntity entity,
            Site site,
            @Nullable OperationType operation) {
        this.name = repositoryName + "." + method.getName()
                + Arrays.stream(parameters)
                        .map(parameter -> parameter.getType().getSimpleName())
                        .collect(Collectors.joining(", ", "(", ")"));
        this.repository = repository;
        this.method = method;
        this.parameters = parameters;
        this.entity = entity;
        this.site = site;
        this.operation = operation;
        method.setAccessible(true);
    }

    static RepositoryMethod of(
            String repositoryName,
            Object repository,
            ExecutableMethod<?, ?> method,
            PartitionedEntity entity,
            Site site) {
        return new RepositoryMethod(
                repositoryName,
                repository,
                method.getTargetMethod(),
                method.getArguments(),
                entity,
                site,
                method.enumValue(DataMethod.class, DataMethod.META_MEMBER_OPERATION_TYPE, OperationType.class)
                        .orElse(null));
    }

    /** One that has a body, and that the framework knows nothing of. */
    static RepositoryMethod written(
            String repositoryName, Object repository, Method method, PartitionedEntity entity, Site site) {
        Argument<?>[] parameters = Arrays.stream(method.getParameters())
                .map(RepositoryMethod::argument)
                .toArray(Argument<?>[]::new);
        return new RepositoryMethod(repositoryName, repository, method, parameters, entity, site, null);
    }

    private static Argument<?> argument(Parameter parameter) {
        Argument<?> type = Argument.of(parameter.getParameterizedType());
        return Argument.of(type.getType(), parameter.getName(), type.getTypeParameters());
    }

    /** Such as {@code OrderRepository.findById(UUID)}. */
    String name() {
        return name;
    }

    /** Whether it may answer a tenant the same, as long as nothing of that tenant's changes: what has a body may. */
    boolean isSteady() {
        return operation == null ? method.getReturnType() != void.class : READS.contains(operation);
    }

    boolean isLate() {
        return Late.is(method.getReturnType());
    }

    boolean takesNothing() {
        return parameters.length == 0;
    }

    /** Whether it makes a row of an entity that it is given. */
    boolean saves() {
        return parameters.length == 1
                && (operation == OperationType.INSERT || operation == OperationType.INSERT_RETURNING)
                && entity.isMeantBy(parameters[0].getType());
    }

    /** What it returns, read to its end. */
    Answer answer(List<? extends @Nullable Object> arguments) {
        return Answer.of(inTransaction(() -> Late.read(call(arguments))));
    }

    /** What one tenant asks for, and another reads. */
    Answer handedOn(List<? extends @Nullable Object> arguments, Tenant asker, Tenant reader) {
        Callable<@Nullable Object> work = inTransaction(() -> {
            Object unread = call(arguments);
            return Tenants.<@Nullable Object, Exception>callAs(reader, () -> Late.read(unread));
        });
        return Tenants.callAs(asker, () -> Answer.of(work));
    }

    private @Nullable Object call(List<? extends @Nullable Object> arguments) throws Exception {
        return method.invoke(repository, arguments.toArray());
    }

    /** A stream is read in a transaction, as it must be; everything else as it comes. */
    private Callable<@Nullable Object> inTransaction(Callable<@Nullable Object> work) {
        if (!Late.isStream(method.getReturnType())) {
            return work;
        }
        TransactionOperations<?> transactions = site.application().getBean(TransactionOperations.class);
        return () -> transactions.<@Nullable Object>executeWrite(status -> work.call());
    }

    /** What it could be called with to reach a victim's rows. */
    List<List<@Nullable Object>> arguments(Victim victim) {
        List<Object> rows = victim.rowsOf(entity);
        List<List<? extends @Nullable Object>> candidates = new ArrayList<>();
        Map<String, ?> taught = site.suite().inputs(name);
        for (Argument<?> parameter : parameters) {
            Object given = taught.get(parameter.getName());
            candidates.add(given != null ? List.of(given) : candidates(parameter, victim, rows));
        }
        return Tuples.of(candidates);
    }

    private List<Object> candidates(Argument<?> parameter, Victim victim, List<Object> rows) {
        Class<?> type = parameter.getType();
        Object fixed = specifications(rows.get(0)).of(type);
        if (fixed != null) {
            return List.of(fixed);
        }
        if (type == Class.class) {
            return List.of(entity.type());
        }
        if (Iterable.class.isAssignableFrom(type) || (type.isArray() && type != byte[].class)) {
            return several(parameter, victim, rows);
        }
        return entity.isMeantBy(type) ? entities(victim, rows) : values(parameter, rows);
    }

    private List<Object> several(Argument<?> parameter, Victim victim, List<Object> rows) {
        Class<?> type = parameter.getType();
        Argument<?> element = type.isArray()
                ? Argument.of(type.getComponentType(), parameter.getName())
                : Argument.of(
                        parameter
                                .getFirstTypeVariable()
                                .orElse(Argument.OBJECT_ARGUMENT)
                                .getType(),
                        parameter.getName());
        // An iterable whose element nobody knows is one of entities where it is called so, as in CrudRepository.
        boolean ofEntities = entity.isMeantBy(element.getType())
                || (element.getType() == Object.class && parameter.getName().startsWith("entit"));
        List<Object> one = ofEntities ? entities(victim, rows) : values(element, rows);
        return one.stream().map(each -> collected(type, each)).toList();
    }

    private static Object collected(Class<?> type, Object element) {
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, element);
            return array;
        }
        return Set.class.isAssignableFrom(type) ? Set.of(element) : new ArrayList<>(List.of(element));
    }

    /** Theirs with another value in it, as they are named and as if they were the attacker's own; and new ones of theirs. */
    private List<Object> entities(Victim victim, List<Object> rows) {
        List<Object> entities = new ArrayList<>();
        for (Object row : List.of(rows.get(rows.size() - 1), rows.get(0))) {
            Object altered = entity.altered(row, victim, site.examples());
            entities.add(altered);
            entities.add(entity.unnamed(altered));
        }
        entities.add(1, newOne(victim));
        return entities;
    }

    private Object newOne(Victim victim) {
        Object taught = site.suite().example(entity.type());
        return taught != null ? taught : entity.example(victim, site.examples());
    }

    private List<Object> values(Argument<?> parameter, List<Object> rows) {
        Candidates candidates = new Candidates(site.application().getConversionService(), site.examples());
        List<Known> known = new ArrayList<>();
        for (Object row : List.of(rows.get(rows.size() - 1), rows.get(0))) {
            for (Known value : entity.values(row)) {
                boolean identity = value.name().equals(entity.identity())
                        && (parameter.getName().startsWith("id")
                                || parameter.isAnnotationPresent(io.micronaut.data.annotation.Id.class));
                known.add(identity ? new Known(parameter.getName(), value.value()) : value);
            }
        }
        List<Object> values = candidates.ofRow(parameter, known);
        values.addAll(candidates.anybodys(parameter));
        return values;
    }

    private Specifications specifications(Object row) {
        Known changed = entity.values(entity.altered(row, site.victim(), site.examples())).stream()
                .filter(value ->
                        value.value() instanceof String && !value.name().equals(entity.identity()))
                .findFirst()
                .orElse(new Known("none", "none"));
        return new Specifications(entity, changed);
    }
}

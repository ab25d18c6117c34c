package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.LaunchUnknownException;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.LiveFrom;
import dev.nostage.timemachine.micronaut.LivePart.Successor;
import io.micronaut.aop.Adapter;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods that are live from a date, each looked at once: at the start, so that a mistake stops it. */
@Singleton
final class LiveParts implements ExecutableMethodProcessor<LiveFrom> {

    /** What is meant for a date, though it cannot be one, and not for a launch's name. */
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-.*|[+-]P.*");

    /** What is asked of a listener, by whoever publishes an event and knows nothing of it. */
    private static final Set<String> LISTENING = Set.of("supports", "onApplicationEvent");

    private static final int LEAST_STATUS = 400;
    private static final int MOST_STATUS = 599;

    private final Launches launches;
    private final Successions successions;
    private final ZoneId zone;
    private final Map<Marked, LivePart> parts = new ConcurrentHashMap<>();
    private final Map<String, Launch> written = new ConcurrentHashMap<>();
    private final MethodSuccessions methods = new MethodSuccessions();

    LiveParts(Launches launches, Successions successions, TimeMachineConfiguration configuration) {
        this.launches = launches;
        this.successions = successions;
        this.zone = configuration.zoneId();
    }

    /** Methods that two beans inherit are equal, whatever is said of each bean. */
    private record Marked(AnnotationValue<LiveFrom> mark, ExecutableMethod<?, ?> method) {}

    @Override
    public void process(BeanDefinition<?> definition, ExecutableMethod<?, ?> method) {
        Marked marked = new Marked(Successions.mark(method), method);
        Class<?> bean = Successions.typeOf(definition);
        LivePart part = parts.computeIfAbsent(marked, it -> lookAt(it, bean));
        Class<?> predecessor = Successions.predecessorOf(marked.mark());
        if (predecessor != null) {
            methods.add(bean, method, predecessor, part.launch());
        }
        if (isDate(marked.mark())) {
            written.put(part.launch().name(), part.launch());
        }
    }

    /** Looks at what the framework's start passes over: a single method of what it implements itself, such as a client. */
    void lookAt(BeanDefinition<?> bean) {
        bean.getExecutableMethods().stream()
                .filter(method -> method.hasStereotype(LiveFrom.class)
                        && !parts.containsKey(new Marked(Successions.mark(method), method)))
                .forEach(method -> process(bean, method));
    }

    /** @throws ConfigurationException if it is not clear which of several methods is the one that is live */
    void checkSuccessions() {
        methods.check();
    }

    LivePart of(ExecutableMethod<?, ?> method) {
        Marked marked = new Marked(Successions.mark(method), method);
        LivePart known = parts.get(marked);
        // Not known only to a bean that calls another while the start is still looking at them.
        return known != null ? known : lookAt(marked, method.getDeclaringType());
    }

    /** Those whose dates stand in the code, where no configuration names them. */
    Collection<Launch> writtenInCode() {
        return List.copyOf(written.values());
    }

    private LivePart lookAt(Marked marked, Class<?> bean) {
        ExecutableMethod<?, ?> method = marked.method();
        AnnotationValue<LiveFrom> mark = marked.mark();
        String what = bean.getName() + "." + method.getMethodName();
        boolean isMethods = Successions.isMarkedItself(method);
        Class<?> predecessor = Successions.predecessorOf(mark);
        return new LivePart(
                what,
                launch(mark, isMethods ? what : bean.getName()),
                predecessor == null || isMethods ? List.of() : others(predecessor, marked),
                predecessor == null ? null : successions.method(successions.bean(predecessor, what), method),
                status(mark, predecessor, what),
                isWorkOfItsOwn(method, bean));
    }

    /** Whether nobody asks for it: outside its time there is nobody to be refused, and it just rests. */
    private static boolean isWorkOfItsOwn(ExecutableMethod<?, ?> method, Class<?> bean) {
        if (ApplicationEventListener.class.isAssignableFrom(bean)
                && LISTENING.contains(method.getMethodName())
                && method.getArguments().length == 1) {
            return true;
        }
        return method.getReturnType().isVoid()
                && (method.hasStereotype(Scheduled.class) || method.hasStereotype(Adapter.class));
    }

    /** @throws ConfigurationException if there is no such launch, or its dates cannot be read; the message says where */
    Launch launch(AnnotationValue<LiveFrom> mark, String what) {
        String value = mark.stringValue().orElse("");
        String until = mark.stringValue("until").orElse("");
        try {
            if (isDate(mark)) {
                return Launch.of(what, value, until.isEmpty() ? null : until, zone);
            }
            if (!until.isEmpty()) {
                throw new IllegalArgumentException(
                        "a launch that has a name ends where it is declared: take until away");
            }
            return launches.require(value);
        } catch (IllegalArgumentException | LaunchUnknownException e) {
            throw new ConfigurationException(written(mark, value, until) + " on " + what + ": " + e.getMessage(), e);
        }
    }

    /** As it stands in the code: whatever is wrong is the one or the other, or both against each other. */
    private static String written(AnnotationValue<LiveFrom> mark, String value, String until) {
        Class<?> predecessor = Successions.predecessorOf(mark);
        return "@LiveFrom(value = \"" + value + "\"" + (until.isEmpty() ? "" : ", until = \"" + until + "\"")
                + (predecessor == null ? "" : ", predecessor = " + predecessor.getName()) + ")";
    }

    private static boolean isDate(AnnotationValue<LiveFrom> mark) {
        return DATE.matcher(mark.stringValue().orElse("")).matches();
    }

    private List<Successor> others(Class<?> predecessor, Marked marked) {
        return successions.successorsOf(predecessor).stream()
                .filter(bean -> !Successions.mark(bean).equals(marked.mark()))
                .map(bean -> new Successor(
                        launch(Successions.mark(bean), Successions.typeOf(bean).getName()),
                        successions.method(bean, marked.method())))
                .toList();
    }

    private static int status(AnnotationValue<LiveFrom> mark, @Nullable Class<?> predecessor, String what) {
        int status = mark.intValue("status").orElse(LivePart.USUAL_STATUS);
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            throw new ConfigurationException("@LiveFrom on " + what + ": a status of what is not there is one of "
                    + LEAST_STATUS + " to " + MOST_STATUS + ", and was " + status);
        }
        if (predecessor != null && status != LivePart.USUAL_STATUS) {
            throw new ConfigurationException("@LiveFrom on " + what + ": where there is a predecessor, status " + status
                    + " is never answered: take one of them away");
        }
        return status;
    }
}

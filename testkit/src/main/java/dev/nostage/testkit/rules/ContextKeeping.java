package dev.nostage.testkit.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** That whoever hands work to a thread which knows nobody wraps something in the same method, and each pool for itself. */
final class ContextKeeping extends ArchCondition<JavaClass> {

    private static final String CONTEXT = "dev.nostage.context.RequestContext";

    ContextKeeping() {
        super("wrap what they hand to threads of their own");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitAccessesFromSelf().stream()
                .collect(Collectors.groupingBy(JavaAccess::getOrigin))
                .forEach((method, accesses) -> lost(method, accesses)
                        .forEach(access -> events.add(SimpleConditionEvent.violated(
                                access, access.getDescription() + ", and the request's context is lost"))));
    }

    private static List<JavaCodeUnitAccess<?>> lost(JavaCodeUnit method, List<JavaCodeUnitAccess<?>> accesses) {
        List<JavaCodeUnitAccess<?>> lost = new ArrayList<>();
        if (ForeignThreads.isExecutorBean(method)) {
            return lost;
        }
        List<JavaCodeUnitAccess<?>> pools =
                accesses.stream().filter(ForeignThreads::isPool).toList();
        if (pools.size() > accesses.stream().filter(ContextKeeping::wrapsPool).count()) {
            lost.addAll(pools);
        }
        if (accesses.stream().noneMatch(ContextKeeping::wraps)) {
            accesses.stream().filter(ForeignThreads::isUsed).forEach(lost::add);
        }
        return lost;
    }

    /** A stage that is wrapped binds the context where it completes, which is not where what is chained {@code Async} runs. */
    private static boolean wraps(JavaCodeUnitAccess<?> access) {
        return isWrap(access) && !wrapped(access).isAssignableTo(CompletionStage.class);
    }

    private static boolean wrapsPool(JavaCodeUnitAccess<?> access) {
        return isWrap(access) && wrapped(access).isAssignableTo(Executor.class);
    }

    private static boolean isWrap(JavaCodeUnitAccess<?> access) {
        return access.getTargetOwner().getName().equals(CONTEXT)
                && access.getName().equals("wrap");
    }

    private static JavaClass wrapped(JavaCodeUnitAccess<?> wrap) {
        return wrap.getTarget().getRawParameterTypes().get(0);
    }
}

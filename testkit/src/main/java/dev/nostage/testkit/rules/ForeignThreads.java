package dev.nostage.testkit.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.BaseStream;

/** The ways in which the JDK lets work run on threads that carry no context. */
final class ForeignThreads {

    private static final Set<String> THREADS = Set.of("startVirtualThread", "ofVirtual", "ofPlatform");

    /** As these, Nostage can put a pool that carries the context in the place of a bean. */
    private static final Set<String> CARRYING_BEANS = Set.of(
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor");

    private ForeignThreads() {}

    /** Whether a pool is made, which outlives the method. */
    static boolean isPool(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean ofJdk = owner.getName().equals("java.util.concurrent.Executors")
                && access.getName().startsWith("new");
        return ofJdk
                || (isMade(access)
                        && (owner.isAssignableTo(ThreadPoolExecutor.class)
                                || owner.isAssignableTo(ForkJoinPool.class)));
    }

    /** Whether a thread is made, or the common pool used. */
    static boolean isUsed(JavaCodeUnitAccess<?> access) {
        return isThread(access) || isCommonPool(access) || isParallel(access);
    }

    private static boolean isThread(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return (isMade(access) && (owner.isAssignableTo(Thread.class) || owner.isAssignableTo(Timer.class)))
                || (owner.isEquivalentTo(Thread.class) && THREADS.contains(access.getName()));
    }

    private static boolean isCommonPool(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        if (owner.isEquivalentTo(ForkJoinPool.class)) {
            return access.getName().equals("commonPool");
        }
        boolean later = access.getName().endsWith("Async") || access.getName().equals("delayedExecutor");
        List<JavaClass> parameters = access.getTarget().getRawParameterTypes();
        return owner.isAssignableTo(CompletionStage.class)
                && later
                && parameters.stream().noneMatch(parameter -> parameter.isEquivalentTo(Executor.class));
    }

    private static boolean isParallel(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return switch (access.getName()) {
            case "parallelStream" -> owner.isAssignableTo(java.util.Collection.class);
            case "parallel" -> owner.isAssignableTo(BaseStream.class);
            case "parallelSort", "parallelSetAll", "parallelPrefix" -> owner.isEquivalentTo(java.util.Arrays.class);
            default -> false;
        };
    }

    /** Whether an object is made, and not one of a class below it begun. */
    private static boolean isMade(JavaCodeUnitAccess<?> access) {
        return access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && !(access.getOrigin() instanceof JavaConstructor
                        && access.getOriginOwner()
                                .isAssignableTo(access.getTargetOwner().getName()));
    }

    /** Whether it is a method of a factory that gives a pool out as a bean, which is wrapped wherever it is injected. */
    static boolean isExecutorBean(JavaCodeUnit method) {
        return method.getOwner().isMetaAnnotatedWith("io.micronaut.context.annotation.Factory")
                && (method.isMetaAnnotatedWith("io.micronaut.context.annotation.Bean")
                        || method.isMetaAnnotatedWith("jakarta.inject.Scope"))
                && CARRYING_BEANS.contains(method.getRawReturnType().getName());
    }
}

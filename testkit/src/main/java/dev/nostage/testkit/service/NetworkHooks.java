package dev.nostage.testkit.service;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.SocketAddress;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK ask {@link NetworkGuard} before it connects: in the three classes that every TCP connection of Java code passes,
 * and where names are looked up. Once in this process; without a guard that stands, all goes on as ever.
 */
final class NetworkHooks implements ClassFileTransformer {

    private static final Map<String, ElementMatcher<? super MethodDescription>> HOOKED = Map.of(
            "java/net/InetAddress", named("getAllByName").and(takesArguments(String.class)),
            "java/net/Socket", named("connect").and(takesArguments(SocketAddress.class, int.class)),
            "sun/nio/ch/SocketChannelImpl", connectsTo("connect").or(connectsTo("blockingConnect")),
            "sun/nio/ch/AsynchronousSocketChannelImpl", connectsTo("connect"));

    private static boolean installed;

    private final Set<String> hooked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Throwable failure;

    private NetworkHooks() {}

    private static ElementMatcher.Junction<MethodDescription> connectsTo(String method) {
        return named(method).and(takesArgument(0, SocketAddress.class));
    }

    /** @throws IllegalStateException if this JVM does not let itself be changed */
    static synchronized void install() {
        if (!installed) {
            demandThatTheJdkFindsTheGuard();
            NetworkHooks hooks = new NetworkHooks();
            Instrumentation jvm = instrumentation();
            jvm.addTransformer(hooks, true);
            try {
                jvm.retransformClasses(
                        HOOKED.keySet().stream().map(NetworkHooks::load).toArray(Class<?>[]::new));
            } catch (UnmodifiableClassException e) {
                throw new IllegalStateException("This JVM does not let its network be watched", e);
            }
            if (!hooks.hooked.equals(HOOKED.keySet())) {
                throw new IllegalStateException("Only " + hooks.hooked + " could be watched", hooks.failure);
            }
            installed = true;
        }
    }

    /** As the JDK will: it knows no other class loader. */
    private static void demandThatTheJdkFindsTheGuard() {
        if (!Objects.equals(NetworkGuard.class.getClassLoader(), ClassLoader.getSystemClassLoader())) {
            throw new IllegalStateException(
                    "The testkit must be on the class path of the JVM itself: @NostageTest watches its network");
        }
    }

    /** Mockito's, where it was started as an agent, else one that attaches itself, which warns from Java 21 on. */
    private static Instrumentation instrumentation() {
        try {
            Object given = Class.forName("org.mockito.internal.PremainAttach", true, ClassLoader.getSystemClassLoader())
                    .getMethod("getInstrumentation")
                    .invoke(null);
            if (given instanceof Instrumentation instrumentation) {
                return instrumentation;
            }
        } catch (ReflectiveOperationException e) {
            // No Mockito, or one that is no agent yet: it attaches itself then, and so does this.
        }
        return ByteBuddyAgent.install();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name.replace('/', '.'), false, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("This JDK connects in another way: it has no " + name, e);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        ElementMatcher<? super MethodDescription> methods = name == null ? null : HOOKED.get(name);
        if (methods == null || loaded == null) {
            return null;
        }
        try {
            byte[] changed = new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .with(Implementation.Context.Disabled.Factory.INSTANCE)
                    .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                    .decorate(loaded, ClassFileLocator.Simple.of(loaded.getName(), bytes))
                    .visit(Advice.to(AskFirst.class).on(methods))
                    .make()
                    .getBytes();
            hooked.add(name);
            return changed;
        } catch (RuntimeException | LinkageError e) {
            failure = e; // the JVM would swallow it
            return null;
        }
    }

    /** Copied into the JDK's methods, where none of our classes are known by name. */
    static final class AskFirst {

        private AskFirst() {}

        @Advice.OnMethodEnter
        static void ask(@Advice.Argument(0) Object to) throws Throwable {
            java.lang.reflect.Method refusal = ClassLoader.getSystemClassLoader()
                    .loadClass("dev.nostage.testkit.service.NetworkGuard")
                    .getDeclaredMethod("refusal", Object.class);
            refusal.setAccessible(true);
            Object thrown = refusal.invoke(null, to);
            if (thrown != null) {
                throw (Throwable) thrown;
            }
        }
    }
}

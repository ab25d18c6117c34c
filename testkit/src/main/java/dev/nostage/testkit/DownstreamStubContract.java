package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.resilience.DownstreamStub;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DownstreamStub} must do, learned without starting an application. Extend it in a test, and say which stub it is
 * about and whom it stands for; JUnit runs the rest.
 *
 * <p>It needs {@code nostage-resilience} on the class path.
 */
public abstract class DownstreamStubContract {

    private static final Tenant TESTER = Tenant.test("stubbed", Instant.parse("2999-01-01T00:00:00Z"));
    private static final long LONGEST_SECONDS = 30;

    private Object stub;
    private List<Method> guarded;

    protected abstract Object stub();

    /** The client, or whatever else is {@code @Downstream}. */
    protected abstract Class<?> client();

    /** What to call a guarded method with. */
    protected abstract List<?> arguments(Method method);

    /**
     * Whether what the stub answered can be told from the real thing: true also where an answer has nothing to tell it by. A
     * {@code CompletionStage} is asked for its value before.
     */
    protected abstract boolean saysItIsNotReal(Method method, @Nullable Object answer);

    @BeforeEach
    void begin() {
        stub = stub();
        guarded = StubbedMethods.of(client(), downstream());
    }

    @Test
    void standsForADownstreamThatIsCalled() {
        assertTrue(
                !guarded.isEmpty(),
                () -> stub.getClass().getName() + " is never asked: no method of " + client().getName()
                        + " is @Downstream(\"" + downstream() + "\")");
    }

    @Test
    void hasAMethodForEachThatIsGuarded() {
        List<String> missing = guarded.stream()
                .filter(method -> StubbedMethods.find(stub, method).isEmpty())
                .map(Method::toGenericString)
                .toList();
        assertEquals(
                List.of(),
                missing,
                () -> stub.getClass().getName()
                        + " needs a public method of the same name, the same parameters and a result that fits, for each of");
    }

    @Test
    void answersAndSaysThatItIsNotReal() throws Exception {
        for (Method method : guarded) {
            Object answer = answer(method);
            assertTrue(
                    method.getReturnType() == void.class || saysItIsNotReal(method, answer),
                    () -> "The stub's answer to " + method.getName() + " looks real: " + answer);
        }
    }

    private @Nullable Object answer(Method method) throws Exception {
        Method stubbed = StubbedMethods.find(stub, method)
                .orElseThrow(
                        () -> new AssertionError(stub.getClass().getName() + " has no " + method.toGenericString()));
        Object[] arguments = arguments(method).toArray();
        assertEquals(method.getParameterCount(), arguments.length, () -> "arguments() must give those of " + method);
        Object answer = Tenants.callAs(TESTER, () -> called(stubbed, arguments));
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            assertNotNull(answer, () -> "The stub answered null in the place of a stage to " + method);
            return ((CompletionStage<?>) answer).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        return answer;
    }

    private @Nullable Object called(Method stubbed, @Nullable Object[] arguments) throws ReflectiveOperationException {
        try {
            return stubbed.invoke(stub, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "The stub threw at " + stubbed.getName() + ", which has no downstream to blame: " + e.getCause(),
                    e.getCause());
        }
    }

    private String downstream() {
        DownstreamStub declared = stub.getClass().getAnnotation(DownstreamStub.class);
        assertNotNull(declared, () -> stub.getClass().getName() + " is not @DownstreamStub, so nobody would ask it");
        return declared.value();
    }
}

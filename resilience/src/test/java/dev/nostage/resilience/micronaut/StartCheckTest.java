package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Types of which a part is for a library that is not on the class path. */
final class StartCheckTest {

    /** A type of that library. */
    interface Absent {}

    /** Somebody else's. */
    interface Pool {

        void measuredBy(Absent meters);
    }

    @Downstream("stock")
    interface Stock {

        int left(String sku);

        void reportedTo(Absent meters);
    }

    @Test
    void aTypeOfSomebodyElsesPromisesNothing() throws Exception {
        Class<?> pool = loaded(Pool.class);

        assertThatThrownBy(pool::getDeclaredMethods).isInstanceOf(NoClassDefFoundError.class);
        assertThat(StartCheck.promised(pool)).isEmpty();
    }

    @Test
    void aGuardedTypeThatCannotBeLookedAtStopsTheStart() throws Exception {
        Class<?> stock = loaded(Stock.class);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StartCheck.promised(stock))
                .withMessageContaining(Stock.class.getName())
                .withMessageContaining(Absent.class.getName().replace('.', '/'));
    }

    @Test
    void whatIsThereIsPromised() {
        assertThat(StartCheck.promised(Stock.class))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("left", "reportedTo");
    }

    /** The type, as it would be without {@link Absent}. */
    private static Class<?> loaded(Class<?> type) throws ClassNotFoundException {
        return new ClassLoader(type.getClassLoader()) {

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals(Absent.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return name.equals(type.getName()) ? define(type) : super.loadClass(name, resolve);
            }

            private Class<?> define(Class<?> original) throws ClassNotFoundException {
                try (InputStream in = Objects.requireNonNull(
                        original.getResourceAsStream(original.getName().replaceFirst(".*\\.", "") + ".class"))) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(original.getName(), bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(original.getName(), e);
                }
            }
        }.loadClass(type.getName());
    }
}

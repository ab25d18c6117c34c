package plain;

import jakarta.servlet.ServletContext;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * An application, and how a container runs it. Errors are shown by {@link Probe#ERROR_PAGE}.
 *
 * @param pool whose threads run it; it outlives the container
 * @param believesForwarding whether the container takes the peer's address from forwarding headers
 */
record Deployment(
        String contextPath, ThreadPoolExecutor pool, boolean believesForwarding, Consumer<ServletContext> setUp) {}

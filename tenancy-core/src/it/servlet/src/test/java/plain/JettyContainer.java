package plain;

import java.util.concurrent.ThreadPoolExecutor;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ThreadPool;

final class JettyContainer implements Container {

    private final Server server;
    private final ServerConnector connector;

    JettyContainer(Deployment deployment) {
        server = new Server(new Threads(deployment.pool()));
        HttpConfiguration configuration = new HttpConfiguration();
        if (deployment.believesForwarding()) {
            configuration.addCustomizer(new ForwardedRequestCustomizer());
        }
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler(deployment.contextPath());
        handler.addServletContainerInitializer(
                (classes, context) -> deployment.setUp().accept(context));
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(400, 599, Probe.ERROR_PAGE);
        handler.setErrorHandler(errors);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }

    /** A pool that is not Jetty's to stop. */
    private record Threads(ThreadPoolExecutor pool) implements ThreadPool {

        @Override
        public void execute(Runnable work) {
            pool.execute(work);
        }

        @Override
        public void join() {}

        @Override
        public int getThreads() {
            return pool.getPoolSize();
        }

        @Override
        public int getIdleThreads() {
            return pool.getPoolSize() - pool.getActiveCount();
        }

        @Override
        public boolean isLowOnThreads() {
            return false;
        }
    }
}

package plain;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

final class TomcatContainer implements Container {

    private static final Logger LOG = Logger.getLogger("org.apache"); // kept, or its level would be forgotten

    private final Tomcat tomcat = new Tomcat();

    TomcatContainer(Deployment deployment) {
        LOG.setLevel(Level.OFF);
        try {
            tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        } catch (IOException e) {
            throw new IllegalStateException("Tomcat has no place", e);
        }
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        ((AbstractProtocol<?>) connector.getProtocolHandler()).setExecutor(deployment.pool());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext(deployment.contextPath().equals("/") ? "" : deployment.contextPath(), null);
        context.addServletContainerInitializer(
                (classes, servletContext) -> deployment.setUp().accept(servletContext), Set.of());
        ErrorPage errors = new ErrorPage();
        errors.setLocation(Probe.ERROR_PAGE);
        context.addErrorPage(errors);
        if (deployment.believesForwarding()) {
            tomcat.getEngine().getPipeline().addValve(new RemoteIpValve());
        }
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not start", e);
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not stop", e);
        }
    }
}

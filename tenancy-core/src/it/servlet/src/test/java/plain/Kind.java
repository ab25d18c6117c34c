package plain;

import java.util.function.Function;

/** The containers that every promise is tried in. */
enum Kind {
    JETTY(JettyContainer::new),
    TOMCAT(TomcatContainer::new);

    private final Function<Deployment, Container> start;

    Kind(Function<Deployment, Container> start) {
        this.start = start;
    }

    Container start(Deployment deployment) {
        return start.apply(deployment);
    }
}

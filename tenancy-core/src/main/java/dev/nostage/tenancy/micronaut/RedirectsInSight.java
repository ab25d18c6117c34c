package dev.nostage.tenancy.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.ServiceHttpClientConfiguration;
import java.util.stream.Collectors;

/**
 * Stops the start where clients would follow redirects out of sight of all filters, as those of {@code java.net.http} do: a passport
 * would go along to wherever an answer says, and a test's call too.
 */
@Context
@Requires(classes = HttpClientConfiguration.class)
final class RedirectsInSight {

    private static final String OUT_OF_SIGHT = "io.micronaut.http.client.jdk.";

    RedirectsInSight(BeanContext beans) {
        boolean outOfSight = beans.getAllBeanDefinitions().stream()
                .anyMatch(bean -> bean.getName().startsWith(OUT_OF_SIGHT));
        String following = beans.getBeansOfType(HttpClientConfiguration.class).stream()
                .filter(HttpClientConfiguration::isFollowRedirects)
                .map(each -> key(each) + ".follow-redirects: false")
                .sorted()
                .collect(Collectors.joining(", "));
        if (outOfSight && !following.isEmpty()) {
            throw new ConfigurationException(
                    "With micronaut-http-client-jdk redirects are followed where no filter sees"
                            + " them, and the passport goes along wherever they lead: set " + following
                            + ", or use micronaut-http-client in its place");
        }
    }

    private static String key(HttpClientConfiguration configuration) {
        return configuration instanceof ServiceHttpClientConfiguration service
                ? "micronaut.http.services." + service.getServiceId()
                : "micronaut.http.client";
    }
}

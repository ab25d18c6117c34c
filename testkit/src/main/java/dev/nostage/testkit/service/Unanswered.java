package dev.nostage.testkit.service;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.github.tomakehurst.wiremock.verification.NearMiss;
import java.util.List;

/** Tells of a request that no stub has answered. */
final class Unanswered {

    private Unanswered() {}

    static String tell(String downstream, LoggedRequest request, WireMockServer server) {
        String asked = request.getMethod() + " " + request.getUrl();
        StringBuilder told = new StringBuilder(
                "Downstream \"" + downstream + "\" was asked " + asked + ", and no stub of the test answers that");
        List<NearMiss> nearest = server.findTopNearMissesFor(request).getNearMisses();
        if (nearest.isEmpty()) {
            told.append(": it has none");
        }
        for (NearMiss stub : nearest) {
            told.append(System.lineSeparator()).append("  near it is").append(stub.getDiff());
        }
        return told.toString();
    }
}

package dev.nostage.testkit.service;

import java.util.List;

/** What a test needs only if it is a {@link NostageTest}. */
final class Libraries {

    private Libraries() {}

    static void demandWireMock() {
        demand(
                "com.github.tomakehurst.wiremock.WireMockServer",
                "org.wiremock:wiremock-standalone",
                "downstreams are played by it");
    }

    static void demandByteBuddy() {
        for (String type : List.of("net.bytebuddy.asm.Advice", "net.bytebuddy.agent.ByteBuddyAgent")) {
            demand(type, "org.mockito:mockito-core", "Byte Buddy, which it brings, keeps the tests on this machine");
        }
    }

    private static void demand(String type, String dependency, String why) {
        try {
            Class.forName(type, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "@NostageTest needs the dependency " + dependency + " in scope test: " + why, e);
        }
    }
}

package dev.nostage.resilience.example;

import dev.nostage.resilience.Call;
import dev.nostage.resilience.Downstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class PriceList {

    private final Downstreams downstreams;
    private final Path share;
    private volatile String last = "";

    PriceList(Downstreams downstreams, Path share) {
        this.downstreams = downstreams;
        this.share = share;
    }

    String read() throws IOException {
        Call<String, IOException> call = Call.of(() -> Files.readString(share));
        last = downstreams.get("prices").call(call.repeatable().withFallback(cause -> last));
        return last;
    }
}

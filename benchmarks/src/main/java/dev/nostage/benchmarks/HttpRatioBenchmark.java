package dev.nostage.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two applications of {@link HttpBenchmark} in one process, asked by turns, an iteration each: what the machine and the
 * compiler do meanwhile, they do to both. The number of iterations is even, so the ratio of {@code nostage} and {@code bare}
 * is that of their throughput, of which each shows half.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 100, time = 1)
@Measurement(iterations = 60, time = 1)
@Fork(1)
@Threads(32)
public class HttpRatioBenchmark {

    @Benchmark
    public void request(Applications applications, Callers callers, Answers answers) throws IOException {
        if (applications.bareHasItsTurn) {
            callers.bare.ask();
            answers.bare++;
        } else {
            callers.nostage.ask();
            answers.nostage++;
        }
    }

    /** Both, started, one of which has its turn. */
    @State(Scope.Benchmark)
    public static class Applications {

        /** What is asked beside the bare application. */
        @Param({"core", "nostage"})
        private String app = "";

        @Param({"GET /greeting", "GET /products", "GET /products/recommended", "POST /orders"})
        private String route = "";

        private HttpBenchmark.Application bare = new HttpBenchmark.Application();
        private HttpBenchmark.Application nostage = new HttpBenchmark.Application();
        private volatile boolean bareHasItsTurn;

        @Setup(Level.Trial)
        public void start() {
            bare = new HttpBenchmark.Application("bare", route);
            nostage = new HttpBenchmark.Application(app, route);
            bare.start();
            nostage.start();
        }

        @Setup(Level.Iteration)
        public void turn() {
            bareHasItsTurn = !bareHasItsTurn;
        }

        @TearDown(Level.Trial)
        public void stop() {
            bare.stop();
            nostage.stop();
        }
    }

    /** A connection to each. */
    @State(Scope.Thread)
    public static class Callers {

        private final HttpBenchmark.Caller bare = new HttpBenchmark.Caller();
        private final HttpBenchmark.Caller nostage = new HttpBenchmark.Caller();

        @Setup(Level.Trial)
        public void connect(Applications applications) throws IOException {
            bare.connect(applications.bare);
            nostage.connect(applications.nostage);
        }

        @TearDown(Level.Trial)
        public void leave() throws IOException {
            bare.leave();
            nostage.leave();
        }
    }

    /** Whose answers came. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Answers {

        public long bare;
        public long nostage;
    }
}

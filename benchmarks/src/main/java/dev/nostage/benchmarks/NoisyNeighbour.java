package dev.nostage.benchmarks;

import dev.nostage.benchmarks.Neighbours.Result;
import java.util.List;

/**
 * What a real tenant notices of tests that call its downstream sixty times as often, in real time and through real guards.
 * Prints the table, and fails if a promise is broken.
 */
public final class NoisyNeighbour {

    private static final int SLOTS = 20;
    private static final int BROWN_OUT = 5;
    private static final int MANY = 1000;

    private static final double LATE = 1.5;
    private static final double FAIR_PART = 0.8;

    private NoisyNeighbour() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("| case | real p50/p99 ms | real errors | tests/s | most in flight |");
        System.out.println("|---|---|---|---|---|");
        Result alone = print("alone", Neighbours.guarded(SLOTS, 0));
        Result aloneInBrownOut = print("alone, brown-out", Neighbours.guarded(BROWN_OUT, 0));
        print("no guard", Neighbours.unguarded(SLOTS, 1));
        Result one = print("guard", Neighbours.guarded(SLOTS, 1));
        Result many = print("guard, " + MANY + " test tenants", Neighbours.guarded(SLOTS, MANY));
        Result oneInBrownOut = print("guard, brown-out", Neighbours.guarded(BROWN_OUT, 1));
        Result manyInBrownOut =
                print("guard, brown-out, " + MANY + " test tenants", Neighbours.guarded(BROWN_OUT, MANY));

        System.out.println();
        double spare = Neighbours.capacity(SLOTS) - Neighbours.REAL_CALLS;
        boolean holds = true;
        for (Result flooded : List.of(one, many)) {
            holds &= isUnharmed(flooded, alone);
            holds &= tell("tests of the spare " + Math.round(spare) + "/s", flooded.tests() / spare, FAIR_PART, 2);
        }
        for (Result flooded : List.of(oneInBrownOut, manyInBrownOut)) {
            holds &= isUnharmed(flooded, aloneInBrownOut);
        }
        System.exit(holds ? 0 : 1);
    }

    private static Result print(String name, Neighbours neighbours) throws InterruptedException {
        Result result = neighbours.run();
        System.out.printf(
                "| %s | %s/%s | %d of %d | %.0f | %d |%n",
                name,
                millis(result.percentile(50)),
                millis(result.percentile(99)),
                result.realErrors(),
                result.realCalls(),
                result.tests(),
                result.mostInFlight());
        return result;
    }

    private static String millis(double value) {
        return value == Double.POSITIVE_INFINITY ? "–" : String.valueOf(Math.round(value));
    }

    private static boolean isUnharmed(Result flooded, Result alone) {
        boolean inTime = tell("real p99 to that alone", flooded.percentile(99) / alone.percentile(99), 0, LATE);
        return tell("real errors", flooded.realErrors(), 0, 0) && inTime;
    }

    private static boolean tell(String what, double value, double least, double most) {
        boolean holds = value >= least && value <= most;
        System.out.printf("%s: %.2f, %s%n", what, value, holds ? "holds" : "BROKEN");
        return holds;
    }
}

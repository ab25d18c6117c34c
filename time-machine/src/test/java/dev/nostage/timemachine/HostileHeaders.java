package dev.nostage.timemachine;

import java.util.List;
import java.util.Random;

/** Headers as the grammar has them, mutilated and spliced. */
public final class HostileHeaders {

    private static final List<String> SEEDS = List.of(
            "2026-11-27T00:00:00-08:00",
            "2026-11-27T00:00[America/Los_Angeles];mode=freeze",
            "2026-11-27;mode=flow",
            "+P3DT2H;mode=freeze",
            "2026-11-27T08:00:00.123456789Z");
    private static final String HOSTILE =
            "\0\t\r\n\u00a0\u2028\u202e\ud83d\u0661\uff11;=[]+-:.,PTZDHMS\"\\'%{}$<>0919 ";

    private HostileHeaders() {}

    public static String next(Random random) {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                case 1 -> text.insert(at, HOSTILE.charAt(random.nextInt(HOSTILE.length())));
                case 2 -> text.insert(at, (char) random.nextInt(0x10000));
                case 3 -> text.insert(at, SEEDS.get(random.nextInt(SEEDS.size())));
                default -> text.insert(at, Integer.toString(random.nextInt()));
            }
        }
        return text.toString();
    }
}

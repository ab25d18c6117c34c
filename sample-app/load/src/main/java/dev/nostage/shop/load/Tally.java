package dev.nostage.shop.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts answers, and tells of them in a table. The last lines are read by load.sh. */
final class Tally {

    static final String ORDER = "POST /orders";

    private final SortedMap<String, List<Integer>> millis = new TreeMap<>();
    private final SortedMap<String, Long> refused = new TreeMap<>();
    private final SortedMap<String, Long> failed = new TreeMap<>();
    private long placed;
    private long stubbed;

    synchronized void count(String request, Answer answer) {
        if (answer.isAnswered()) {
            millis.computeIfAbsent(request, r -> new ArrayList<>()).add(answer.millis());
        }
        if (!answer.isOk()) {
            (answer.isRefused() ? refused : failed).merge(request + " " + answer.told(), 1L, Long::sum);
        } else if (request.equals(ORDER)) {
            placed++;
            stubbed += answer.isStubbed() ? 1 : 0;
        }
    }

    synchronized String told(Duration time) {
        StringBuilder told = new StringBuilder(String.format(
                Locale.ROOT, "   %-14s%10s%8s%8s%8s%8s%8s%n", "", "answers", "a sec", "p50", "p95", "p99", "max ms"));
        List<Integer> all = new ArrayList<>();
        millis.forEach((request, each) -> {
            told.append(line(request, each, time));
            all.addAll(each);
        });
        told.append(line("all", all, time));
        refused.forEach((what, count) -> told.append("   refused for now: ")
                .append(what)
                .append(", ")
                .append(count)
                .append('\n'));
        failed.forEach((what, count) -> told.append("   FAILED: ")
                .append(what)
                .append(", ")
                .append(count)
                .append('\n'));
        told.append("   refused for now ").append(sum(refused)).append('\n');
        told.append("   failed ").append(sum(failed)).append('\n');
        told.append("   orders placed ").append(placed).append('\n');
        told.append("   of them paid by the stub ").append(stubbed).append('\n');
        return told.toString();
    }

    private static String line(String request, List<Integer> millis, Duration time) {
        List<Integer> sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "   %-14s%10d%8.0f%8d%8d%8d%8d%n",
                request,
                sorted.size(),
                sorted.size() * 1000.0 / Math.max(1, time.toMillis()),
                percentile(sorted, 50),
                percentile(sorted, 95),
                percentile(sorted, 99),
                percentile(sorted, 100));
    }

    /** The time in which so many per cent were answered; 0 if none were. */
    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}

package dev.nostage.timemachine.micronaut;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.LaunchCalendar;
import dev.nostage.timemachine.LaunchCalendar.Change;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A calendar in the shape in which operators see it: JSON, in UTF-8, and each launch's dates in its zone. */
final class LaunchJson {

    private LaunchJson() {}

    static byte[] of(LaunchCalendar calendar) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("now", calendar.now().toString());
        json.put(
                "launches",
                calendar.launches().stream()
                        .map(launch -> tree(launch, calendar))
                        .toList());
        calendar.next().ifPresent(change -> json.put("next", tree(change)));
        return JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> tree(Launch launch, LaunchCalendar calendar) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", launch.name());
        json.put("state", calendar.stateOf(launch).wireName());
        json.put("live", launch.isLiveAt(calendar.now()));
        json.put("from", local(launch.from(), launch));
        if (launch.until() != null) {
            json.put("until", local(launch.until(), launch));
        }
        json.put("zone", launch.zone().getId());
        return json;
    }

    private static Map<String, Object> tree(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", change.at().toString());
        json.put("starts", change.starts());
        json.put("ends", change.ends());
        return json;
    }

    private static String local(Instant instant, Launch launch) {
        return instant.atZone(launch.zone()).toOffsetDateTime().toString();
    }
}

package notes;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What anybody might write on a bad day: a cache that knows no tenants. */
@Requires(property = "bad-day")
@Controller("/days")
@ExecuteOn(TaskExecutors.BLOCKING)
class DayController {

    private final Map<LocalDate, List<Note>> days = new ConcurrentHashMap<>();
    private final NoteRepository notes;

    DayController(NoteRepository notes) {
        this.notes = notes;
    }

    @Get("/{day}")
    List<Note> of(LocalDate day) {
        return days.computeIfAbsent(day, notes::findByDue);
    }
}

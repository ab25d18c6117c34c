package notes;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

@Controller("/notes")
@ExecuteOn(TaskExecutors.BLOCKING)
class NoteController {

    private final NoteRepository notes;
    private final Clock clock;

    NoteController(NoteRepository notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    @Post
    Note add(@Body Note note) {
        return notes.save(note);
    }

    @Get
    List<Note> all() {
        return notes.findAll();
    }

    @Get("/today")
    List<Note> today() {
        return notes.findByDue(LocalDate.now(clock));
    }
}

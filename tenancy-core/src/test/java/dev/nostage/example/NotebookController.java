package dev.nostage.example;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;

@Requires(property = "guide")
@Controller("/notes")
class NotebookController {

    private final Notebook notebook;

    NotebookController(Notebook notebook) {
        this.notebook = notebook;
    }

    @Post
    @Consumes("text/plain")
    void write(@Body String note) {
        notebook.write(note);
    }

    @Get
    List<String> read() {
        return notebook.read();
    }
}

package greetings;

import dev.nostage.event.WideEventSink;
import dev.nostage.testkit.WideEventSinkContract;

final class GuestBookTest extends WideEventSinkContract {

    private final GuestBook book = new GuestBook();

    @Override
    protected WideEventSink sink() {
        return book;
    }

    @Override
    protected int arrived() {
        return book.guests();
    }
}

package dev.nostage.timemachine.servlet;

import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.Vary;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that says what decided it, and for which time it was made, whatever the application says of that. */
final class MarkedAnswer extends HttpServletResponseWrapper {

    private static final String CACHE_CONTROL = "Cache-Control";

    private final String decidedBy;
    private final Supplier<@Nullable AsOf> travelled;

    /**
     * @param decidedBy what {@link Vary} says
     * @param travelled the time for which the request works, as far as it is known
     */
    MarkedAnswer(HttpServletResponse answer, String decidedBy, Supplier<@Nullable AsOf> travelled) {
        super(answer);
        this.decidedBy = decidedBy;
        this.travelled = travelled;
    }

    void mark() {
        if (!getHeaders(Vary.NAME).contains(decidedBy)) {
            super.addHeader(Vary.NAME, decidedBy);
        }
        AsOf asOf = travelled.get();
        if (asOf != null) {
            super.setHeader(TimeMachineHeader.NAME, TimeMachineHeader.print(asOf));
            super.setHeader(CACHE_CONTROL, "private, no-store");
        }
    }

    private boolean isOurs(String name) {
        return name.equalsIgnoreCase(TimeMachineHeader.NAME)
                || (name.equalsIgnoreCase(CACHE_CONTROL) && travelled.get() != null);
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isOurs(name)) {
            super.setHeader(name, value);
            mark();
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isOurs(name)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void reset() {
        super.reset();
        mark();
    }
}

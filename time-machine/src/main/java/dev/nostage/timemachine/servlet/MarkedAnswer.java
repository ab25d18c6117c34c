package dev.nostage.timemachine.servlet;

import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.CacheControl;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.Vary;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that says what decided it, and for which time it was made, whatever the application says of that. */
final class MarkedAnswer extends HttpServletResponseWrapper {

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
            super.setHeader(CacheControl.NAME, CacheControl.NEVER);
            List.copyOf(getHeaderNames()).stream()
                    .filter(CacheControl::isTold)
                    .forEach(name -> super.setHeader(name, CacheControl.never(name)));
        }
    }

    private boolean isOurs(String name) {
        return name.equalsIgnoreCase(TimeMachineHeader.NAME) || (CacheControl.isTold(name) && travelled.get() != null);
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
    public void setIntHeader(String name, int value) {
        if (!isOurs(name)) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (!isOurs(name)) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (!isOurs(name)) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (!isOurs(name)) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void reset() {
        super.reset();
        mark();
    }
}

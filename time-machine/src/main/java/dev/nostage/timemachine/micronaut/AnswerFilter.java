package dev.nostage.timemachine.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.CacheControl;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.Vary;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Every answer tells what decides for whom and for when it is, so that no cache gives the present's to a traveller, or one
 * tenant's to another; and a traveller's, for when it was made.
 */
@ServerFilter(value = "/**", appendContextPath = false)
final class AnswerFilter implements Ordered {

    private final String decidedBy;
    private final RouteTimes routes;

    AnswerFilter(Admission admission, RouteTimes routes) {
        this.decidedBy = Vary.of(admission.headers());
        this.routes = routes;
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        MutableHttpHeaders headers = response.getHeaders().add(Vary.NAME, decidedBy);
        AsOf asOf = TimeFilter.of(request);
        if (asOf != null) {
            headers.set(TimeMachineHeader.NAME, TimeMachineHeader.print(asOf))
                    .set(CacheControl.NAME, CacheControl.NEVER);
            headers.names().stream()
                    .filter(CacheControl::isTold)
                    .toList()
                    .forEach(name -> headers.set(name, CacheControl.never(name)));
        }
        if (response.code() >= HttpStatus.BAD_REQUEST.getCode()) {
            noteHidden(request);
        }
    }

    /** The caller must not learn of it, and whoever wonders at the 404 must. */
    private void noteHidden(HttpRequest<?> request) {
        LivePart hidden = routes.of(LaunchedRouter.hiddenFrom(request)).part();
        WideEvent event = RequestContext.current().get(WideEvent.KEY);
        if (hidden != null && event != null) {
            event.note("hidden", hidden.what());
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.ANSWER.position();
    }
}

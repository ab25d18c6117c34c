package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.CacheControl;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.Vary;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
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

    AnswerFilter(Admission admission) {
        this.decidedBy = Vary.of(admission.headers());
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
    }

    @Override
    public int getOrder() {
        return FilterOrder.ANSWER.position();
    }
}

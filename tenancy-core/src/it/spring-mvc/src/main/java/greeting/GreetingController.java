package greeting;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.Tenants;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Greets whom it works for, in the ways in which Spring MVC lets a controller answer. */
@RestController
class GreetingController {

    private final TaskExecutor executor;

    GreetingController(TaskExecutor executor) {
        this.executor = executor;
    }

    @GetMapping("/greeting/{name}")
    String greet(@PathVariable String name) {
        WideEvent.current().note("greeted", name);
        return "Hello, " + name + " of " + Tenants.require().id();
    }

    @GetMapping("/health")
    String health() {
        return who();
    }

    @GetMapping("/callable")
    Callable<String> callable() {
        return GreetingController::who;
    }

    @GetMapping("/future")
    CompletableFuture<String> future() {
        return CompletableFuture.supplyAsync(GreetingController::who, executor);
    }

    @GetMapping("/stream")
    StreamingResponseBody stream() {
        return out -> out.write(who().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/deferred")
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        new Thread(RequestContext.current().wrap(() -> {
                    result.setResult(who());
                }))
                .start();
        return result;
    }

    @GetMapping("/not-wrapped")
    DeferredResult<String> notWrapped() {
        DeferredResult<String> result = new DeferredResult<>();
        new Thread(() -> result.setResult(who())).start();
        return result;
    }

    @GetMapping("/times-out")
    DeferredResult<String> timesOut() {
        return new DeferredResult<>(200L);
    }

    @GetMapping("/accepted")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Callable<String> accepted() {
        return GreetingController::who;
    }

    @GetMapping("/throws")
    String fails() {
        throw new IllegalStateException("as told to");
    }

    @GetMapping("/breaks")
    String breaks() {
        throw new AssertionError("as told to");
    }

    @GetMapping("/problem")
    String refuses() {
        throw new OutOfStock();
    }

    @GetMapping("/late-problem")
    Callable<String> refusesLater() {
        return () -> {
            throw new OutOfStock();
        };
    }

    private static String who() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }

    /** A refusal of the application's own. */
    static final class OutOfStock extends ProblemException {

        OutOfStock() {
            super(new Problem("out-of-stock", 409, "Out of stock", null), "nothing left");
        }
    }
}

package dev.nostage.resilience.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.resilience.BreakerOptions;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.LimitOptions;
import dev.nostage.resilience.RetryOptions;
import dev.nostage.resilience.Screening;
import dev.nostage.resilience.TenantLimitOptions;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.micronaut.Configured;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A downstream, under {@code nostage.downstreams.<name>}.
 *
 * @param name as {@code @Downstream} gives it
 * @param effect {@code internal}, {@code notify}, {@code legacy} or {@code financial}; what is not declared is held to be
 *     financial
 * @param screening what becomes of the calls of each kind of tenant
 * @param tenantLimit how much one tenant may call it
 * @param limit how many calls of it may run at once
 * @param breaker when calls stop because the downstream fails
 * @param retry how often a failed call is tried again, if it is idempotent
 */
// Text, since the framework would take a value that it cannot convert for one that is not there.
@EachProperty("nostage.downstreams")
record DownstreamConfiguration(
        @Parameter String name,
        @Nullable String effect,
        @Nullable ScreeningConfiguration screening,
        @Nullable TenantLimitConfiguration tenantLimit,
        @Nullable LimitConfiguration limit,
        @Nullable BreakerConfiguration breaker,
        @Nullable RetryConfiguration retry) {

    /**
     * What becomes of the calls of each kind of tenant: {@code pass}, {@code stub} or {@code refuse}.
     *
     * @param live of live tenants
     * @param test of tenants that were opened for a test
     * @param synthetic of tenants whose traffic is not real
     */
    @ConfigurationProperties("screening")
    record ScreeningConfiguration(
            @Nullable String live,
            @Nullable String test,
            @Nullable String synthetic) {}

    /**
     * How much one tenant may call it.
     *
     * @param concurrency how many of its calls may run at once; 0 for no limit
     * @param rate how many of its calls may begin in a second; 0 for no limit
     * @param burst how many of them may begin at once
     */
    @ConfigurationProperties("tenant-limit")
    record TenantLimitConfiguration(
            @Nullable String concurrency,
            @Nullable String rate,
            @Nullable String burst) {}

    /**
     * How many calls of it may run at once.
     *
     * @param max the limit; where it is learnt, the highest that it can be
     * @param learnt whether the limit follows how fast the downstream answers
     * @param maxWait how long a live tenant's call may wait for room
     * @param reserve how much room the calls of other tenants always leave
     */
    @ConfigurationProperties("limit")
    record LimitConfiguration(
            @Nullable String max,
            @Nullable String learnt,
            @Nullable String maxWait,
            @Nullable String reserve) {}

    /**
     * When calls stop because the downstream fails.
     *
     * @param window how many of the last calls are judged, 1 to 1000
     * @param failureRate the per cent of them, 1 to 100, at which the breaker opens
     * @param openTime how long no call is let through
     */
    @ConfigurationProperties("breaker")
    record BreakerConfiguration(
            @Nullable String window,
            @Nullable String failureRate,
            @Nullable String openTime) {}

    /**
     * How often a failed call is tried again, if it is idempotent.
     *
     * @param tries how often a call is made at most, the first time included
     * @param backoff the longest wait before the second try; twice as long before each further one
     * @param budget the per cent of the calls that may be tries again
     */
    @ConfigurationProperties("retry")
    record RetryConfiguration(
            @Nullable String tries,
            @Nullable String backoff,
            @Nullable String budget) {}

    /**
     * @param allowFinancial whether tenants that are not live may be let pass to a financial downstream
     * @throws ConfigurationException if a value cannot be read
     */
    DownstreamOptions options(ConversionService conversions, boolean allowFinancial) {
        Configured reader = new Configured("nostage.downstreams." + name, conversions);
        Effect read = reader.read("effect", effect, Effect.class, DownstreamOptions.UNDECLARED.effect());
        LimitOptions shared = reader.made("limit", () -> limit(reader));
        DownstreamOptions options = DownstreamOptions.of(read)
                .with(shared)
                .with(reader.made("tenant-limit", () -> tenantLimit(reader, shared)))
                .with(reader.made("breaker", () -> breaker(reader)))
                .with(reader.made("retry", () -> retry(reader)));
        Screening screened =
                screening(reader, allowFinancial ? options.screening().allowingFinancial() : options.screening());
        return reader.made("screening", () -> options.with(screened));
    }

    private Screening screening(Configured reader, Screening absent) {
        if (screening == null) {
            return absent;
        }
        Screening read = absent;
        for (TenantKind kind : TenantKind.values()) {
            String action = switch (kind) {
                case LIVE -> screening.live();
                case TEST -> screening.test();
                case SYNTHETIC -> screening.synthetic();
            };
            String key = "screening." + kind.name().toLowerCase(Locale.ROOT);
            read = read.with(kind, reader.read(key, action, Screening.Action.class, absent.of(kind)));
        }
        return read;
    }

    private TenantLimitOptions tenantLimit(Configured reader, LimitOptions shared) {
        TenantLimitOptions absent = TenantLimitOptions.beside(shared);
        if (tenantLimit == null) {
            return absent;
        }
        int rate = reader.read("tenant-limit.rate", tenantLimit.rate(), Integer.class, absent.rate());
        if (rate == 0 && tenantLimit.burst() != null) {
            throw new IllegalArgumentException("burst is " + quoted(tenantLimit.burst())
                    + " and means nothing without a rate: set tenant-limit.rate too");
        }
        int concurrency =
                reader.read("tenant-limit.concurrency", tenantLimit.concurrency(), Integer.class, absent.concurrency());
        if (concurrency > shared.max()) {
            throw new IllegalArgumentException(
                    "concurrency is " + concurrency + " and limits nothing, since all tenants"
                            + " together have limit.max, " + shared.max() + ": raise that, or say 0 for no limit");
        }
        return new TenantLimitOptions(
                concurrency, rate, reader.read("tenant-limit.burst", tenantLimit.burst(), Integer.class, rate));
    }

    private LimitOptions limit(Configured reader) {
        if (limit == null) {
            return LimitOptions.DEFAULT;
        }
        LimitOptions absent =
                LimitOptions.of(reader.read("limit.max", limit.max(), Integer.class, LimitOptions.DEFAULT.max()));
        return new LimitOptions(
                absent.max(),
                reader.read("limit.learnt", limit.learnt(), Boolean.class, absent.learnt()),
                reader.read("limit.max-wait", limit.maxWait(), Duration.class, absent.maxWait()),
                reader.read("limit.reserve", limit.reserve(), Integer.class, absent.reserve()));
    }

    private BreakerOptions breaker(Configured reader) {
        BreakerOptions absent = BreakerOptions.DEFAULT;
        return breaker == null
                ? absent
                : new BreakerOptions(
                        reader.read("breaker.window", breaker.window(), Integer.class, absent.window()),
                        reader.read("breaker.failure-rate", breaker.failureRate(), Integer.class, absent.failureRate()),
                        reader.read("breaker.open-time", breaker.openTime(), Duration.class, absent.openTime()));
    }

    private RetryOptions retry(Configured reader) {
        RetryOptions absent = RetryOptions.DEFAULT;
        return retry == null
                ? absent
                : new RetryOptions(
                        reader.read("retry.tries", retry.tries(), Integer.class, absent.tries()),
                        reader.read("retry.backoff", retry.backoff(), Duration.class, absent.backoff()),
                        reader.read("retry.budget", retry.budget(), Integer.class, absent.budget()));
    }
}

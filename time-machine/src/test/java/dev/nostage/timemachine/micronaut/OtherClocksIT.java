package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.runtime.date.DateTimeProvider;
import io.micronaut.validation.validator.Validator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Others' beans that tell the time. */
final class OtherClocksIT {

    private static final Instant LATER = Instant.parse("2036-11-27T08:00:00Z");

    private static ApplicationContext beans;
    private static TimeMachine timeMachine;

    @BeforeAll
    static void start() {
        beans = ApplicationContext.run();
        timeMachine = beans.getBean(TimeMachine.class);
    }

    @AfterAll
    static void stop() {
        beans.close();
    }

    @Test
    void whatMicronautDataWritesIsTheTravelledTime() {
        DateTimeProvider<?> dates = beans.getBean(DateTimeProvider.class);

        OffsetDateTime travelled = (OffsetDateTime) timeMachine.asOf(LATER).call(dates::getNow);

        assertThat(travelled.toInstant()).isBetween(LATER, LATER.plusSeconds(60));
        assertThat(travelled.getOffset())
                .isEqualTo(ZoneId.systemDefault().getRules().getOffset(travelled.toInstant()));
    }

    @Test
    void whatIsPastOrFutureIsSoAtTheTravelledTime() {
        Validator validator = beans.getBean(Validator.class);
        Voucher voucher = new Voucher(LocalDate.of(2036, 11, 1), LocalDate.of(2036, 11, 20));

        assertThat(validator.validate(voucher))
                .extracting(ConstraintViolation::getPropertyPath)
                .extracting(Object::toString)
                .containsExactly("issued");
        assertThat(timeMachine.asOf(LATER).call(() -> validator.validate(voucher)))
                .extracting(ConstraintViolation::getPropertyPath)
                .extracting(Object::toString)
                .containsExactly("expires");
    }

    @Introspected
    record Voucher(@PastOrPresent LocalDate issued, @Future LocalDate expires) {}
}

package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.Work;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.NotLiveException;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Beans and methods that are live from a date, at whatever date the caller is. */
final class LiveFromTest {

    private static final String SALE = "2030-06-15T12:00:00Z";
    private static final String BEFORE = "2030-05-31T23:59:59.999999999Z";

    private final ApplicationContext context = ApplicationContext.run(Map.of(
            Tariffs.SPEC,
            "true",
            "nostage.launches.sale.from",
            "2030-06-01",
            "nostage.launches.sale.until",
            "2030-07-01",
            "nostage.launches.sale.zone",
            "UTC"));
    private final TimeMachine timeMachine = context.getBean(TimeMachine.class);
    private final Tariffs tariffs = context.getBean(Tariffs.class);
    private final Tariffs.Vouchers vouchers = context.getBean(Tariffs.Vouchers.class);

    @AfterEach
    void end() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2030-05-31T23:59:59.999999999Z, old 3",
        "2030-06-01T00:00:00Z,           sale 3",
        "2030-06-30T23:59:59Z,           sale 3",
        "2030-07-01T00:00:00Z,           old 3",
        "2030-12-31T23:59:59Z,           old 3",
        "2031-01-01T00:00:00Z,           next 3",
        "2032-06-01T00:00:00Z,           last 3",
        "2035-01-01T00:00:00Z,           next 3"
    })
    void whoeverInjectsTheTypeCallsTheOneThatIsLive(String moment, String price) throws IOException {
        assertThat(at(moment, () -> tariffs.price(3))).isEqualTo(price);
        assertThat(at(moment, () -> Flux.from(tariffs.many()).blockLast() + " 3"))
                .isEqualTo(price);
        assertThat(at(moment, () -> tariffs.stage().toCompletableFuture().join() + " 3"))
                .isEqualTo(price);
    }

    @ParameterizedTest
    @CsvSource({
        "2030-05-31T00:00:00Z, old 1",
        "2030-06-15T00:00:00Z, sale 1",
        "2032-01-01T07:59:59Z, next 1",
        "2032-01-01T08:00:00Z, last 1",
        "2033-01-01T00:00:00Z, next 1"
    })
    void aSuccessorsSuccessorGivesWayInTurn(String moment, String price) throws IOException {
        Tariffs last = context.getBean(Tariffs.Last.class);

        assertThat(at(moment, () -> last.price(1))).isEqualTo(price);
    }

    @Test
    void aPredecessorThrowsWhatItThrows() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> at(BEFORE, () -> tariffs.price(-1)))
                .withMessage("old sells nothing");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> at(SALE, () -> tariffs.price(-1)))
                .withMessage("sale sells nothing");
    }

    @Test
    void itIsDecidedWhenAMethodIsCalled() {
        Flux<String> called = at(SALE, () -> Flux.from(tariffs.many()));

        String last = at(BEFORE, called::blockLast);

        assertThat(last).isEqualTo("sale");
    }

    @Test
    void aMethodIsLiveInItsTimeAndRefusesOutsideIt() {
        assertThat(at(SALE, vouchers::redeem)).isEqualTo("redeemed");
        assertThat(at(BEFORE, vouchers::always)).isEqualTo("always");
        assertThatExceptionOfType(NotLiveException.class)
                .isThrownBy(() -> at(BEFORE, vouchers::redeem))
                .withMessageContaining("Tariffs$Vouchers.redeem is not live")
                .withMessageContaining("from 2030-06-01T00:00:00Z until 2030-07-01T00:00:00Z")
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(404))
                .satisfies(refusal -> assertThat(refusal.problem().detail()).isNull());
    }

    @Test
    void aMethodRefusesWhenItIsCalledWhateverItReturns() {
        Mono<String> later = at(SALE, vouchers::later);
        assertThat(later.block()).isEqualTo("later");
        assertThat(at(SALE, () -> vouchers.stage().toCompletableFuture().join()))
                .isEqualTo("stage");

        assertThatExceptionOfType(NotLiveException.class).isThrownBy(() -> at(BEFORE, vouchers::later));
        assertThatExceptionOfType(NotLiveException.class).isThrownBy(() -> at(BEFORE, vouchers::stage));
    }

    @Test
    void workThatNobodyAskedForRestsOutsideItsTime() {
        Tariffs.Reminders reminders = context.getBean(Tariffs.Reminders.class);
        Work<Integer, RuntimeException> work = () -> {
            reminders.send();
            context.publishEvent(new Tariffs.Order("kettle"));
            return at(SALE, reminders::sent);
        };

        assertThat(at(BEFORE, work)).isZero();
        assertThat(at(SALE, work)).isEqualTo(3);
        assertThatExceptionOfType(NotLiveException.class).isThrownBy(() -> at(BEFORE, reminders::sent));
        assertThatExceptionOfType(NotLiveException.class).isThrownBy(() -> at(BEFORE, reminders::counted));
    }

    @Test
    void aListenerHearsNothingOutsideItsTimeAndIsInNobodysWay() {
        Tariffs.Opening opening = context.getBean(Tariffs.Opening.class);
        Work<Integer, RuntimeException> work = () -> {
            context.publishEvent(new Tariffs.Order("kettle"));
            return at(SALE, opening::heard);
        };

        int before = at(SALE, opening::heard);
        assertThat(at(BEFORE, work)).isEqualTo(before);
        assertThat(at(SALE, work)).isEqualTo(before + 1);
    }

    @Test
    void theCalendarKnowsTheDatesThatStandInTheCode() {
        assertThat(context.getBean(LiveParts.class).writtenInCode())
                .extracting(launch -> launch.name().replaceFirst(".*\\.", ""))
                .containsExactlyInAnyOrder("Tariffs$Next", "Tariffs$Last", "redeem");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            misspelt  | No launch is named "sael": did you mean "sale"?
            remote    | No launch is named "sael": did you mean "sale"?
            inverted  | until, which is 2030-01-01T00:00Z, must be after from, which is 2031-01-01T00:00Z (zone UTC)
            relative  | from "+P3D", column 1: a distance would lead elsewhere at every start: write a date
            inverted  | @LiveFrom(value = "2031-01-01", until = "2030-01-01") on
            methods   | EarlyMethod.price(int) (launch "dev.nostage.timemachine.micronaut.WrongTariffs$EarlyMethod.price")
            methods   | LateMethod.price(int) (launch "sale") both succeed
            mixed     | Mixed.price(int) (launch "dev.nostage.timemachine.micronaut.WrongTariffs$Mixed.price")
            mixed     | Whole.price(int) (launch "sale")
            itself    | $Itself.price(int) succeeds dev.nostage.timemachine.micronaut.WrongTariffs$Itself.price(int): take
            round     | $Round.price(int), which succeeds dev.nostage.timemachine.micronaut.WrongTariffs$About.price(int): take
            unread    | that month has no day 31
            ends      | a launch that has a name ends where it is declared
            nobean    | succeeds dev.nostage.timemachine.micronaut.WrongTariffs$NoBean, which is no bean
            othertype | lacks the method String price(int)
            overlap   | Early (launch "dev.nostage.timemachine.micronaut.WrongTariffs$Early")
            overlap   | Late (launch "sale")
            unclear   | gives way call by call: mark one of dev.nostage.timemachine.micronaut.WrongTariffs$Unclear
            beyond    | gets dev.nostage.timemachine.micronaut.WrongTariffs$Middle, which is @Primary and never gives way to dev.nostage.timemachine.micronaut.WrongTariffs$Beyond: of
            several   | leave it on one of dev.nostage.timemachine.micronaut.WrongTariffs$
            primary   | First is @Primary, and gives way to dev.nostage.timemachine.micronaut.WrongTariffs$Second: take
            never     | First is @Primary, and gives way to dev.nostage.timemachine.micronaut.WrongTariffs$Never: take
            made      | Made is @Primary, and gives way to dev.nostage.timemachine.micronaut.WrongTariffs$Later: take
            circle    | $Hen succeeds dev.nostage.timemachine.micronaut.WrongTariffs$Egg, which succeeds dev.nostage.timemachine.micronaut.WrongTariffs$Hen: take
            status    | status 410 is never answered
            above     | $Heir would be live at once, though dev.nostage.timemachine.micronaut.ForgottenTariffs$Launched is @LiveFrom
            overrides | $Overriding.price would be live at once, though dev.nostage.timemachine.micronaut.ForgottenTariffs$LaunchedMethod.price is
            port      | $Adapter.price would be live at once, though dev.nostage.timemachine.micronaut.ForgottenTariffs$Port.price is @LiveFrom
            ok        | a status of what is not there is one of 400 to 599, and was 200
            """)
    void aMistakeStopsTheStart(String mistake, String said) {
        assertThatThrownBy(() -> ApplicationContext.run(
                                Map.of(WrongTariffs.SPEC, mistake, "nostage.launches.sale.from", "2030-06-01"))
                        .close())
                .hasStackTraceContaining(said);
    }

    @Test
    void whatIsInheritedAndMarkedAgainStopsNothing() {
        ApplicationContext marked =
                ApplicationContext.run(Map.of(WrongTariffs.SPEC, "again", "nostage.launches.sale.from", "2030-06-01"));

        assertThatThrownBy(
                        () -> marked.getBean(ForgottenTariffs.MarkedAgain.class).price(1))
                .isInstanceOf(NotLiveException.class);
        assertThatThrownBy(
                        () -> marked.getBean(ForgottenTariffs.Inheriting.class).price(1))
                .isInstanceOf(NotLiveException.class);
        marked.close();
    }

    @Test
    void methodsThatAreInNobodysWayStopNothing() {
        ApplicationContext apart =
                ApplicationContext.run(Map.of(WrongTariffs.SPEC, "apart", "nostage.launches.sale.from", "2030-06-01"));

        assertThat(apart.isRunning()).isTrue();
        apart.close();
    }

    private <V, X extends Exception> V at(String moment, Work<V, X> work) throws X {
        return timeMachine.asOf(AsOf.freeze(Instant.parse(moment))).call(work);
    }
}

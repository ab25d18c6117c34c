package dev.nostage.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nostage.context.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {

    private static final byte[] BYTES = new byte[32];
    private static final HmacKey KEY =
            HmacKey.ofSecret("k1", Base64.getEncoder().encodeToString(BYTES));

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (200 + i * 7);
        }
    }

    @Test
    void readsPlainAndUrlSafeBase64WithAndWithoutPadding() {
        String plain = Base64.getEncoder().encodeToString(BYTES);
        String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES);

        assertThat(HmacKey.ofSecret("k1", plain).secret()).isEqualTo(BYTES);
        assertThat(HmacKey.ofSecret("k1", urlSafe).secret()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64 at all!", "short", "", "c2hvcnQtYnV0LXNlY3JldA==", "====", "hunter2\u0000"})
    void refusesASecretThatIsUnreadableOrTooShortAndDoesNotShowIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("k1", secret))
                .withMessageContaining("\"k1\"")
                .satisfies(refusal -> {
                    if (!secret.isEmpty()) {
                        assertThat(refusal.getMessage()).doesNotContain(secret);
                    }
                });
    }

    @Test
    void saysHowToMakeASecretThatIsLongEnough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("k1", Base64.getEncoder().encodeToString(new byte[31])))
                .withMessageContainingAll("31", "32", "openssl rand -base64 32");
    }

    @Test
    void doesNotShowItsSecretAndDoesNotLendIt() {
        HmacKey key = HmacKey.ofSecret("k1", Base64.getEncoder().encodeToString(BYTES));
        key.secret()[0]++;

        assertThat(key).hasToString("SigningKey[k1]");
        assertThat(key.secret()).isEqualTo(BYTES);
    }

    @Test
    void isNewEachTimeWhenItIsGenerated() {
        HmacKey one = HmacKey.random();
        HmacKey other = HmacKey.random();

        assertThat(one.secret())
                .hasSizeGreaterThanOrEqualTo(SigningKey.LEAST_BYTES)
                .isNotEqualTo(other.secret());
        assertThat(one.id()).startsWith("generated-").isNotEqualTo(other.id());
        assertThat(one.id().substring("generated-".length())).hasSize(8);
    }

    @Test
    void passportsNeedAtLeastOneKey() {
        assertOptionsRefused(List.of(), Duration.ofMinutes(1), List.of(), "need a key");
    }

    @Test
    void twoKeysOfOneIdAreRefused() {
        assertOptionsRefused(List.of(KEY, KEY), Duration.ofMinutes(1), List.of(), "[SigningKey[k1], SigningKey[k1]]");
    }

    @Test
    void twoTravellingKeysOfOneNameAreRefused() {
        assertOptionsRefused(List.of(KEY), Duration.ofMinutes(1), List.of(Mint.FLOOR, Mint.FLOOR), "[floor, floor]");
    }

    @Test
    void aKeyWithoutACodecIsRefused() {
        assertOptionsRefused(List.of(KEY), Duration.ofMinutes(1), List.of(Key.local("city")), "\"city\" has no codec");
    }

    @Test
    void aTimeToLiveOfNothingOrLessIsRefused() {
        assertOptionsRefused(List.of(KEY), Duration.ZERO, List.of(), "PT0S");
        assertOptionsRefused(List.of(KEY), Duration.ofSeconds(-1), List.of(), "PT-1S");
    }

    @Test
    void optionsShowNoSecret() {
        PassportOptions options = new PassportOptions("shop", List.of(KEY), Duration.ofMinutes(1), List.of());

        assertThat(options.toString())
                .contains("k1")
                .doesNotContain(Base64.getEncoder().encodeToString(KEY.secret()));
    }

    private static void assertOptionsRefused(
            List<SigningKey> keys, Duration timeToLive, List<Key<?>> travelling, String says) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassportOptions("shop", keys, timeToLive, travelling))
                .withMessageContaining(says);
    }
}

package dev.nostage.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two keys are one only where what separates caches is the same. */
class MarkedKeyTest {

    private static final Key<String> CITY = Key.<String>local("city").separatingCaches(city -> city);
    private static final Key<String> STREET = Key.<String>local("street").separatingCaches(street -> street);
    private static final Key<String> WEATHER = Key.local("weather");
    private static final RequestContext OSLO = RequestContext.empty().with(CITY, "Oslo");

    @Test
    void isTheSameWhereNothingThatSeparatesDiffers() {
        MarkedKey key = OSLO.call(() -> MarkedKey.of("key"));

        assertThat(OSLO.with(WEATHER, "snow").call(() -> MarkedKey.of("key")))
                .isEqualTo(key)
                .hasSameHashCodeAs(key)
                .hasToString(key.toString());
        assertThat(key.key()).isEqualTo("key");
    }

    @Test
    void isAnotherInAnotherContextAndInNone() {
        RequestContext bergen = OSLO.with(CITY, "Bergen");

        assertThat(Stream.of(OSLO, bergen, bergen.with(STREET, "Bryggen"), RequestContext.empty())
                        .map(context -> context.call(() -> MarkedKey.of("key"))))
                .doesNotHaveDuplicates();
        assertThat(OSLO.call(() -> MarkedKey.of("key"))).isNotEqualTo("key");
    }

    /** As a cache sees it whose keys are texts, where whoever writes a key or a value writes what looks like a mark. */
    @Test
    void isAnotherAsATextWhateverTheKeyAndTheValuesAre() {
        assertThat(Stream.of(
                        marked("Oslo", "", "key"),
                        marked("Oslo", "", "city=Oslo|key"),
                        marked("Oslo|key", "", ""),
                        marked("", "", "Oslo|key"),
                        marked("Oslo&street=1", "", "key"),
                        marked("Oslo", "1", "key"),
                        marked("Oslo%26street%3D1", "", "key"),
                        RequestContext.empty().call(() -> MarkedKey.of("city=Oslo&street=|key")),
                        RequestContext.empty().call(() -> MarkedKey.of("key"))))
                .extracting(MarkedKey::toString)
                .doesNotHaveDuplicates()
                .contains("city=Oslo&street=1|key");
    }

    @Test
    void canBeSerialized() throws Exception {
        MarkedKey key = marked("Oslo", "1", "key");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(key).hasSameHashCodeAs(key);
        }
    }

    @Test
    void tellsWhatItIsMarkedWith() {
        MarkedKey key = marked("Oslo", "1", "key");

        assertThat(key.isOf(Map.of("city", "Oslo", "street", "1"))).isTrue();
        assertThat(key.isOf(Map.of("city", "Oslo"))).isFalse();
        assertThat(key.bears(Map.of("city", "Oslo"))).isTrue();
        assertThat(key.bears(Map.of("city", "Bergen"))).isFalse();
    }

    /** Else the one would hide the other, and what is separated by it would be shared. */
    @Test
    void refusesTwoKeysOfOneName() {
        Key<String> second = Key.<String>local("city").separatingCaches(city -> city);

        assertThatThrownBy(() -> OSLO.with(second, "Bergen").call(() -> MarkedKey.of("key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Two keys named \"city\" separate caches: rename one of them");
        List.of("Bergen", "Oslo", "Oslo")
                .forEach(city -> assertThat(OSLO.with(WEATHER, "snow")
                                .with(CITY, "Rome")
                                .with(CITY, city)
                                .cacheParts())
                        .containsExactly(Map.entry("city", city)));
    }

    private static MarkedKey marked(String city, String street, String key) {
        return RequestContext.empty().with(CITY, city).with(STREET, street).call(() -> MarkedKey.of(key));
    }
}

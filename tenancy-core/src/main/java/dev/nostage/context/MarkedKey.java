package dev.nostage.context;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;

/**
 * The key of a cached value, marked with what separates caches where it was made: two that are made in contexts which
 * must not share a value are never equal, nor are their texts.
 *
 * <p>It can be serialized if the key that it marks can.
 */
public final class MarkedKey implements Serializable {

    private final SortedMap<String, String> parts;
    private final Object key;

    private MarkedKey(SortedMap<String, String> parts, Object key) {
        this.parts = parts;
        this.key = key;
    }

    /** {@code key}, marked with what is bound here. */
    public static MarkedKey of(Object key) {
        return new MarkedKey(RequestContext.current().cacheParts(), key);
    }

    /** What was marked. */
    public Object key() {
        return key;
    }

    /** Whether this is marked with these parts, and with no others. */
    public boolean isOf(Map<String, String> wanted) {
        return parts.equals(wanted);
    }

    /** Whether this is marked with these parts, whatever else it is marked with. */
    public boolean bears(Map<String, String> wanted) {
        return parts.entrySet().containsAll(wanted.entrySet());
    }

    /** The parts and, behind them, a text that stands for the key; for a cache whose keys are texts. */
    public String before(String text) {
        StringJoiner marks = new StringJoiner("&", "", "|");
        parts.forEach((name, part) -> marks.add(escaped(name) + "=" + escaped(part)));
        return marks + text;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkedKey that && key.equals(that.key) && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + key.hashCode();
    }

    /** The same in every process, and read by caches whose keys are texts. */
    @Override
    public String toString() {
        return before(key.toString());
    }
}

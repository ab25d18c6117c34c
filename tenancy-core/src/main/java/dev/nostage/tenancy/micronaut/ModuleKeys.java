package dev.nostage.tenancy.micronaut;

import java.util.List;

/**
 * The keys that a module reads, as a bean of it: one below {@code nostage.} and their first word that is none of them is a
 * slip, and stops the start.
 *
 * @param keys as the configuration's metadata spells them: {@code *} for a part that the user names, {@code [*]} for a list's
 *     number
 */
public record ModuleKeys(List<String> keys) {

    public ModuleKeys {
        keys = List.copyOf(keys);
    }
}

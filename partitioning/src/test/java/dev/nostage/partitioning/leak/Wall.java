package dev.nostage.partitioning.leak;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** In the order of their numbers. */
enum Wall {
    REPOSITORY,
    JDBC,
    DATABASE;

    int number() {
        return ordinal() + 1;
    }

    static List<Set<Wall>> sets() {
        return List.of(
                none(),
                REPOSITORY.alone(),
                JDBC.alone(),
                DATABASE.alone(),
                REPOSITORY.off(),
                JDBC.off(),
                DATABASE.off(),
                all());
    }

    static Set<Wall> none() {
        return EnumSet.noneOf(Wall.class);
    }

    static Set<Wall> all() {
        return EnumSet.allOf(Wall.class);
    }

    Set<Wall> alone() {
        return EnumSet.of(this);
    }

    Set<Wall> off() {
        return EnumSet.complementOf(EnumSet.of(this));
    }
}

package dev.nostage.partitioning.leak;

import java.util.List;

/**
 * One way to try an attack.
 *
 * @param harmless whether it leaks nothing where there is no wall either
 * @param plants what is in the database before, if it lets it in: statements, and whose each is
 */
record Probe(int attack, String name, List<Database> databases, List<Plant> plants, boolean harmless, Work work) {

    /** Runs as the attacker. */
    @FunctionalInterface
    interface Work {
        void run(Attempt attempt) throws Exception;
    }

    record Plant(String tenant, String sql) {}

    static Probe of(int attack, String name, Work work) {
        return new Probe(attack, name, List.of(Database.values()), List.of(), false, work);
    }

    Probe on(Database... databases) {
        return new Probe(attack, name, List.of(databases), plants, harmless, work);
    }

    Probe planted(String tenant, String sql) {
        return new Probe(attack, name, databases, List.of(new Plant(tenant, sql)), harmless, work);
    }

    /** Equal by what it is: its work is made anew for each application. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Probe probe && probe.attack == attack && probe.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

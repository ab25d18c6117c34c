package dev.nostage.testkit.isolation;

/** One way to try a surface. */
record Attack(String name, Attempt attempt) {

    /** @see #run */
    @FunctionalInterface
    interface Attempt {

        /**
         * @return how it was repelled, in a few words
         * @throws LeakError if it was not
         * @throws NotExercisedError if it came to no attack
         */
        String run() throws Exception;
    }
}

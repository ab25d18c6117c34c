module greetings {
    requires transitive dev.nostage.tenancy;
    requires transitive dev.nostage.timemachine;

    exports greetings;
}

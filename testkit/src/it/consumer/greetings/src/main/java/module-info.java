module greetings {
    requires dev.nostage.tenancy;
    requires dev.nostage.timemachine;

    exports greetings;
}

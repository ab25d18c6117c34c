open module acceptance {
    requires greetings;
    requires dev.nostage.tenancy;
    requires dev.nostage.testkit;
    requires dev.nostage.timemachine;
    requires org.junit.jupiter.api;
    requires org.mockito;
}

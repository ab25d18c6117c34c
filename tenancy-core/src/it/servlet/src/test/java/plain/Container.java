package plain;

/** A servlet container that listens on a port of its own choosing, at the loopback address, until it is closed. */
interface Container extends AutoCloseable {

    int port();

    @Override
    void close();
}

package plain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests as nobody's client would write them. */
record Raw(int port) {

    /** @return the whole answer, from its status line */
    String ask(String target, String... headers) throws IOException {
        try (Socket socket = send(target, headers)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends the request, and closes or resets the connection at once. */
    void askAndLeave(String target, boolean reset, String... headers) throws IOException {
        try (Socket socket = send(target, headers)) {
            socket.setSoLinger(reset, 0);
        }
    }

    private Socket send(String target, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        StringBuilder head =
                new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}

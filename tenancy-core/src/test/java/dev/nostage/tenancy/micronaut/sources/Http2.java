package dev.nostage.tenancy.micronaut.sources;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A caller who speaks just enough HTTP/2 to send headers that no client would send together. */
record Http2(EmbeddedServer server) {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_OF_STREAM = 0x1;
    private static final int END_OF_HEADERS = 0x4;

    /** The body of the answer; what stands for one if the server resets. */
    String get(String path, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(":method", "GET", ":scheme", "http", ":path", path));
        more.forEach((name, value) -> {
            if (name.startsWith(":")) {
                headers.put(name, value);
            }
        });
        more.forEach(headers::putIfAbsent);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(30_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(PREFACE);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            frame(out, HEADERS, END_OF_HEADERS | END_OF_STREAM, 1, literals(headers));
            out.flush();
            return body(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    /** HPACK's simplest form: each name and each value as it is. */
    private static byte[] literals(Map<String, String> headers) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            block.write(0);
            for (String text : new String[] {name, value}) {
                block.write(text.length());
                block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        });
        return block.toByteArray();
    }

    private static String body(DataInputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == RESET || type == GO_AWAY) {
                return "reset";
            }
            if (type == DATA) {
                body.writeBytes(payload);
            }
            if ((type == DATA || type == HEADERS) && (flags & END_OF_STREAM) != 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }
}

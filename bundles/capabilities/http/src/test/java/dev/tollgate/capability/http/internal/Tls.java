package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A server with a certificate of its own making, and a client that trusts its maker. */
final class Tls implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final SSLContext context;

    private Tls(Path folder, SSLContext context) {
        this.folder = folder;
        this.context = context;
    }

    /** @param name what the certificate is for; the JDK's own tool makes it */
    static Tls of(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("tls");
        Path store = folder.resolve("store.p12");
        Process tool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "server",
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext", "san=dns:" + name, "-validity", "2",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD))).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return new Tls(folder, context);
    }

    SSLSocketFactory client() {
        return context.getSocketFactory();
    }

    HostileServer server(HostileServer.Script script) throws IOException {
        return new HostileServer(context.getServerSocketFactory(), script);
    }

    HostileServer server(int status, String location) throws IOException {
        return server((request, out) -> out.write(("HTTP/1.1 " + status + " X\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n").getBytes()));
    }

    @Override
    public void close() throws IOException {
        Files.delete(folder.resolve("store.p12"));
        Files.delete(folder);
    }
}

package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

class BundlePackageTest {
    private static final TestPackage PLUGIN = TestPackage.of("probe", "1.0.0", "basic").filter("the_content", "echo");

    private final PackageReader reader = new PackageReader();
    private final Map<String, byte[]> entries = new TreeMap<>(Map.of("META-INF/MANIFEST.MF", new byte[9], "OSGI-INF/l10n/bundle.properties", new byte[9]));

    @Test
    void aBundleAndAPackageWithTheSameFilesAreTheSamePlugin() throws InstallException {
        put("");
        assertThat(reader.read(BundlePackage.read(bundle("plugin.yaml"))).id()).isEqualTo(reader.read(PLUGIN.build()).id());
        entries.put("assets/logo.svg", "<svg/>".getBytes(UTF_8));
        assertThat(reader.read(BundlePackage.read(bundle("plugin.yaml"))).id().digest()).isNotEqualTo(reader.read(PLUGIN.build()).id().digest());
    }

    @Test
    void theSameBundleIsPackedToTheSameBytesAtAnyTime() throws Exception {
        put("");
        try (ZipInputStream packed = new ZipInputStream(new ByteArrayInputStream(BundlePackage.read(bundle("plugin.yaml"))))) {
            assertThat(packed.getNextEntry().getTimeLocal()).isEqualTo("1980-01-01T00:00:00");
            assertThat(packed.getNextEntry().getTimeLocal()).isEqualTo("1980-01-01T00:00:00");
        }
    }

    @Test
    void ofABundleWithMoreInItOnlyThePluginsFolderCounts() throws InstallException {
        put("wasm/probe/");
        entries.put("dev/acme/Other.class", new byte[9]);
        assertThat(reader.read(BundlePackage.read(bundle("wasm/probe/plugin.yaml"))).id()).isEqualTo(reader.read(PLUGIN.build()).id());
        entries.put("wasm/probe/META-INF/notes", new byte[9]);
        assertThat(reader.read(BundlePackage.read(bundle("wasm/probe/plugin.yaml"))).id()).isNotEqualTo(reader.read(PLUGIN.build()).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin.yml", "/plugin.yaml", "xplugin.yaml", "plugin.yaml/", ""})
    void aHeaderThatIsNoPathOfAManifestIsRefused(String header) {
        put("");
        assertThat(refusal(header)).isEqualTo("the header Tollgate-Plugin is '" + header + "'; it is the path of plugin.yaml in the bundle");
    }

    @Test
    void aHeaderThatNamesNothingIsRefused() {
        put("");
        assertThat(refusal("elsewhere/plugin.yaml")).isEqualTo(
                "the header Tollgate-Plugin names elsewhere/plugin.yaml, which the bundle does not have");
    }

    @Test
    void a12FilesThatUnpackToMoreThanAPackageMayHaveAreNotReadToTheirEnd() {
        put("");
        entries.put("bomb", new byte[PackageReader.MOST_BYTES]);
        assertThat(refusal("plugin.yaml")).contains("more than 52428800 bytes");
    }

    @Test
    void moreFilesThanAPackageMayHaveAreRefused() {
        put("");
        for (int i = 0; i < PackageReader.MOST_ENTRIES; i++) {
            entries.put("file" + i, new byte[0]);
        }
        assertThat(refusal("plugin.yaml")).contains("more than 512 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin.wasm#1", "a?b", "a%2fb"})
    void a13ANameThatAUrlReadsAsAnotherIsRefused(String name) {
        put("");
        entries.put(name, new byte[1]);
        assertThat(refusal("plugin.yaml")).contains("has one of # ? % in its name");
    }

    @Test
    void aBundleWithoutTheHeaderHasNoPlugin() {
        assertThat(BundlePackage.isIn(bundle(null))).isFalse();
        assertThat(BundlePackage.isIn(bundle("plugin.yaml"))).isTrue();
    }

    private void put(String folder) {
        entries.put(folder + "plugin.yaml", PLUGIN.manifest().getBytes(UTF_8));
        entries.put(folder + "plugin.wasm", Guests.wasm("basic"));
    }

    private String refusal(String header) {
        return catchThrowableOfType(InstallException.class, () -> BundlePackage.read(bundle(header))).getMessage();
    }

    /** What a framework answers about the entries of a bundle. */
    private Bundle bundle(String header) {
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, args) ->
                switch (method.getName()) {
                    case "getHeaders" -> new Hashtable<>(header == null ? Map.of() : Map.of("Tollgate-Plugin", header));
                    case "getEntryPaths" -> paths(((String) args[0]).substring(1));
                    case "getEntry" -> url(((String) args[0]).substring(1));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Object paths(String folder) {
        Stream<String> inside = entries.keySet().stream().filter(path -> path.startsWith(folder) && path.length() > folder.length());
        var paths = inside.map(path -> {
            int slash = path.indexOf('/', folder.length());
            return slash < 0 ? path : path.substring(0, slash + 1);
        }).distinct().toList();
        return paths.isEmpty() ? null : Collections.enumeration(paths);
    }

    private URL url(String path) throws MalformedURLException {
        byte[] content = entries.get(path);
        return content == null ? null : new URL("bundle", "1.0", -1, "/" + path, new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {
                        // The content is here.
                    }

                    @Override
                    public InputStream getInputStream() throws IOException {
                        return new ByteArrayInputStream(content);
                    }
                };
            }
        });
    }
}

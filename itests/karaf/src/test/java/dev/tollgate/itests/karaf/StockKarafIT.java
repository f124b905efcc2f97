package dev.tollgate.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;

/** A Karaf as it is downloaded. The tests use no type of ours: what is uninstalled would take them along. */
public class StockKarafIT extends InKaraf {
    @Override
    Path karaf() {
        return Path.of(System.getProperty("stock.karaf"));
    }

    @Test
    public void oneCommandInstallsAHostThatIsReady() throws Exception {
        features.addRepository(URI.create("mvn:dev.tollgate/karaf/" + System.getProperty("tollgate.version") + "/xml/features"));
        long begun = System.nanoTime();
        System.out.println("### " + execute("feature:install -v tollgate"));
        await("ready", () -> context.getServiceReference("dev.tollgate.lifecycle.Plugins") != null);
        System.out.println("### ready after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        Thread.sleep(3000);
        System.out.println("### " + execute("bundle:list -t 0 -s | grep -v karaf"));
        System.out.println("### " + execute("scr:list"));
        System.out.println("### " + execute("feature:list -i | grep toll"));
    }
}

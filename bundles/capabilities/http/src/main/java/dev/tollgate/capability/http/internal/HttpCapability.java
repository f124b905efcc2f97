package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.capability.http.HttpGate;
import dev.tollgate.capability.http.HttpScope;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.configuration.RefusedConfigurationException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** The http gate, onto the network. */
@Component(service = Capability.class, configurationPid = HttpSettings.PID)
@Designate(ocd = HttpSettings.class)
@ProvidesGate(name = "http", version = "1.0")
public final class HttpCapability implements Capability, HttpGate {
    private final Bounds bounds;
    private final Lookups lookups;
    private final Lines lines = new Lines();
    private final Fetch fetch;

    @Activate
    public HttpCapability(HttpSettings settings, Map<String, Object> properties) {
        this(bounds(settings, properties), ranges(settings.open_addresses()), HttpCapability::ofThisNode,
                name -> List.of(InetAddress.getAllByName(name)), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    HttpCapability(Bounds bounds, List<AddressRange> open, Predicate<InetAddress> own, Resolver resolver, SSLSocketFactory tls) {
        this.bounds = bounds;
        this.lookups = new Lookups(resolver);
        this.fetch = new Fetch(lookups, new AddressGuard(open, own), new Connector(lines, tls, bounds),
                new ResponseMemory(bounds.memoryBytes()));
    }

    private static Bounds bounds(HttpSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        return Bounds.of(settings);
    }

    /** The ranges, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            ranges(values.as(HttpSettings.class).open_addresses());
        }
    }

    @Override
    public byte[] request(GateCall call, String head, byte[] body) throws GateException {
        RequestHead asked = RequestHeadReader.read(head);
        Duration time = Stream.of(call.remaining(), bounds.time(), asked.timeout() == null ? bounds.time() : asked.timeout())
                .min(Duration::compareTo).orElseThrow();
        Hop first = new Hop(asked.method(), asked.target(), HeaderRules.traced(asked.headers(), call.traceparent()), body);
        return fetch.fetch(call.plugin().slug(), call.scope(HttpScope.class), first, asked.redirects(), Deadline.in(time, System::nanoTime));
    }

    /** Ends what is under way; the host lets calls finish before it comes to this. */
    @Deactivate
    void close() {
        lines.close();
        lookups.close();
    }

    /** Connections under way. */
    int connections() {
        return lines.count();
    }

    /** @throws IllegalArgumentException naming the setting */
    static List<AddressRange> ranges(String... settings) {
        try {
            return Arrays.stream(settings).flatMap(setting -> Arrays.stream(setting.split(","))).map(String::strip)
                    .filter(range -> !range.isEmpty()).map(AddressRange::parse).toList();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(HttpSettings.PID + ": open.addresses: " + malformed.getMessage(), malformed);
        }
    }

    private static boolean ofThisNode(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }
}

package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.capability.kv.KvGate;
import dev.tollgate.capability.kv.KvScope;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The kv gate, onto the store that ranks highest. A plugin's space is its slug, so that its versions share what it keeps. */
@Component(service = Capability.class, configurationPid = KvSettings.PID)
@Designate(ocd = KvSettings.class)
@ProvidesGate(name = "kv", version = "1.0")
public final class KvCapability implements Capability, KvGate, PluginData {
    private static final String WRITTEN = "bytes written";
    private static final long MOST_WRITTEN = 1 << 20;

    private final KvStore store;
    private final Clock clock;
    private volatile long mostBytes;

    @Activate
    public KvCapability(@Reference(name = "store", policyOption = ReferencePolicyOption.GREEDY) KvStore store, KvSettings settings) {
        this(store, Clock.systemUTC(), settings.most_bytes());
    }

    KvCapability(KvStore store, Clock clock, long mostBytes) {
        this.store = store;
        this.clock = clock;
        this.mostBytes = checked(mostBytes);
    }

    /** For what is written from now on. */
    @Modified
    void configure(KvSettings settings) {
        mostBytes = checked(settings.most_bytes());
    }

    private static long checked(long mostBytes) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("configuration " + KvSettings.PID + ": most.bytes is " + mostBytes
                    + ", allowed is 0 or more; correct it, or remove it");
        }
        return mostBytes;
    }

    @Override
    public byte[] get(GateCall call, String key) throws GateException {
        return store.get(access(call, now()), Arguments.key(key)).map(KvEntry::value)
                .orElseThrow(() -> new GateException(Errno.ENOENT, "there is no such key"));
    }

    @Override
    public void set(GateCall call, String key, byte[] value, long ttlMs) throws GateException {
        Instant now = now();
        change(call, now, key, value.length, Changes.set(Arguments.entry(value, ttlMs, now)));
    }

    @Override
    public void delete(GateCall call, String key) throws GateException {
        change(call, now(), key, 0, Changes.delete());
    }

    @Override
    public String increment(GateCall call, String key, long delta) throws GateException {
        return change(call, now(), key, Changes.NUMBER_BYTES, Changes.increment(delta));
    }

    @Override
    public void compareAndSet(GateCall call, String key, byte[] old, byte[] value, int flags, long ttlMs) throws GateException {
        boolean oldAbsent = flags == OLD_ABSENT;
        boolean newAbsent = flags == NEW_ABSENT;
        if (flags != 0 && !oldAbsent && !newAbsent) {
            throw new GateException(Errno.EINVAL, "flags are 0, 1 (no entry now) or 2 (no entry afterwards)");
        }
        if (oldAbsent && old.length > 0 || newAbsent && (value.length > 0 || ttlMs != 0)) {
            throw new GateException(Errno.EINVAL, "a value is given for an entry that is absent");
        }
        Instant now = now();
        KvEntry entry = Arguments.entry(value, ttlMs, now);
        change(call, now, key, value.length, Changes.compareAndSet(oldAbsent ? Optional.empty() : Optional.of(old),
                newAbsent ? Optional.empty() : Optional.of(entry)));
    }

    @Override
    public Page list(GateCall call, String prefix, String cursor, int limit) throws GateException {
        int most = Arguments.limit(limit);
        // One more than a page holds tells whether there is another page.
        List<KvKey> keys = store.list(access(call, now()), Arguments.range(prefix, cursor), most + 1);
        return Pages.first(keys, most);
    }

    /** Nothing is to be made ready: a space is there when something is written to it. */
    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
    }

    @Override
    public void forget(String slug) {
        store.forget(slug);
    }

    /** @param bytes what it writes; counted only when it did, so that a conflict costs nothing */
    private String change(GateCall call, Instant now, String key, int bytes, Function<Optional<KvEntry>, KvChange<Answer>> change)
            throws GateException {
        KvKey checked = Arguments.key(key);
        if (bytes > 0 && call.count(WRITTEN, 0) + bytes > MOST_WRITTEN) {
            throw new GateException(Errno.EQUOTA, "an invocation writes at most " + MOST_WRITTEN + " bytes of values");
        }
        long most = Math.min(call.scope(KvScope.class).maxBytes(), mostBytes);
        String answer = store.change(access(call, now), checked, most, change)
                .orElseThrow(() -> new GateException(Errno.EQUOTA, "the plugin may keep " + most + " bytes (max_bytes of its grant,"
                        + " at most most.bytes of PID " + KvSettings.PID + "), and that would be more"))
                .orThrow();
        call.count(WRITTEN, bytes);
        return answer;
    }

    private static KvAccess access(GateCall call, Instant now) {
        return new KvAccess(call.plugin().slug(), now, call.remaining());
    }

    /** In milliseconds, as stores keep it, so that a ttl of 1 ms is not rounded to none. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}

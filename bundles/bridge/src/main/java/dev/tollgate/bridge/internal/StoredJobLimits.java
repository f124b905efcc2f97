package dev.tollgate.bridge.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.bridge.JobLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits of jobs in the store, one row for each that was set. They are asked for with every enqueue and every claim, so what was
 * read is believed for a second; while the store does not answer, what was read last is.
 */
@Component(service = JobLimits.class, configurationPid = BridgeSettings.PID)
public final class StoredJobLimits implements JobLimits {
    private static final Logger LOG = LoggerFactory.getLogger(StoredJobLimits.class);
    private static final long BELIEVED = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_BY = 200;

    private final SettingsStore store;
    private volatile Bounds configured;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param until by the nano clock */
    private record Seen(Bounds bounds, long until) {
    }

    @Activate
    public StoredJobLimits(@Reference(name = "store") SettingsStore store, BridgeSettings settings) {
        this(store, configured(settings), Clock.systemUTC(), System::nanoTime);
    }

    StoredJobLimits(SettingsStore store, Bounds configured, Clock clock, LongSupplier nanoTime) {
        this.store = store;
        this.configured = configured;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** For plugins for which an administrator set nothing else, from the next look on. */
    @Modified
    void configure(BridgeSettings settings) {
        configured = configured(settings);
        seen.clear();
    }

    private static Bounds configured(BridgeSettings settings) {
        try {
            return new Bounds(settings.rate_per_minute(), settings.most_queued(), settings.tollgate_job_per_group());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("configuration " + BridgeSettings.PID + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public Bounds limits(String slug) {
        Seen last = seen.get(slug);
        long now = nanoTime.getAsLong();
        if (last != null && last.until - now > 0) {
            return last.bounds;
        }
        try {
            Bounds read = bounds(decisions(slug));
            seen.put(slug, new Seen(read, now + BELIEVED));
            return read;
        } catch (SettingsException unreadable) {
            if (last == null) {
                throw unreadable;
            }
            LOG.debug("limits of {}'s jobs cannot be read now, the ones read last hold on", slug, unreadable);
            seen.put(slug, new Seen(last.bounds, now + BELIEVED));
            return last.bounds;
        }
    }

    @Override
    public Map<Limit, Decision> decisions(String slug) {
        Map<Limit, Decision> decisions = new EnumMap<>(Limit.class);
        for (StoredSetting row : store.all(slug, SettingKind.JOBS)) {
            decision(row).ifPresent(decision -> decisions.put(Limit.of(row.name()), decision));
        }
        return decisions;
    }

    @Override
    public void set(String slug, Limit limit, int value, String by) {
        limit.checked(value);
        if (!PluginId.SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug: it does not match " + PluginId.SLUG);
        }
        if (by.isBlank() || by.length() > LONGEST_BY) {
            throw new IllegalArgumentException("who decides has to be named, in at most " + LONGEST_BY + " characters");
        }
        byte[] digits = Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
        store.put(new StoredSetting(slug, SettingKind.JOBS, limit.key(), digits, by, clock.instant()), Limit.values().length);
        seen.remove(slug);
        LOG.info("{} of {} was set to {} by {}", limit.key(), slug, value, PlainText.of(by));
    }

    @Override
    public boolean reset(String slug, Optional<Limit> limit, String by) {
        boolean any = false;
        for (Limit each : limit.map(one -> new Limit[] {one}).orElse(Limit.values())) {
            any |= store.remove(slug, SettingKind.JOBS, each.key(), by, clock.instant());
        }
        seen.remove(slug);
        if (any) {
            LOG.info("{} of {} was left to the configuration by {}", limit.map(Limit::key).orElse("every limit of jobs"), slug,
                    PlainText.of(by));
        }
        return any;
    }

    @Override
    public void forget(String slug) {
        store.forget(slug, SettingKind.JOBS);
        seen.remove(slug);
    }

    private Bounds bounds(Map<Limit, Decision> decisions) {
        return new Bounds(value(decisions, Limit.RATE, configured.perMinute()), value(decisions, Limit.DEPTH, configured.mostQueued()),
                value(decisions, Limit.SLOTS, configured.atATime()));
    }

    private static int value(Map<Limit, Decision> decisions, Limit limit, int otherwise) {
        return decisions.containsKey(limit) ? decisions.get(limit).value() : otherwise;
    }

    /** Empty for a row that another version of the host wrote, and this one cannot follow. */
    private static Optional<Decision> decision(StoredSetting row) {
        try {
            int value = Integer.parseInt(new String(row.bytes(), StandardCharsets.US_ASCII));
            return Optional.of(new Decision(Limit.of(row.name()).checked(value), row.decidedBy(), row.decidedAt()));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("{} is not understood, and not followed: set it anew with tollgate:joblimits", row);
            return Optional.empty();
        }
    }
}

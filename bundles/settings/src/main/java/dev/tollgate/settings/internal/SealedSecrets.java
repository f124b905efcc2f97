package dev.tollgate.settings.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets, sealed before they go to the store. */
@Component(service = Secrets.class, configurationPid = SecretsSettings.PID)
@Designate(ocd = SecretsSettings.class)
public final class SealedSecrets implements Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecrets.class);
    private static final SettingRules RULES = new SettingRules("secret", NAME, MOST_BYTES, MOST);

    private final SettingsStore store;
    private final KeyFile file;
    private final SecureRandom random;
    private final Clock clock;

    /** The key that the file had last; null where it was never there. */
    private volatile SecretsKey known;

    @Activate
    public SealedSecrets(@Reference ChosenSettings chosen, BundleContext context, SecretsSettings settings) {
        this(chosen.store(), new KeyFile(KeyLocation.of(settings.key_file(), context::getProperty), new SecureRandom()), new SecureRandom(),
                Clock.systemUTC());
    }

    SealedSecrets(SettingsStore store, KeyFile file, SecureRandom random, Clock clock) {
        this.store = store;
        this.file = file;
        this.random = random;
        this.clock = clock;
        this.known = present(file);
    }

    /** Who runs the server learns at its start of a key that cannot be used, not when a plugin needs it. */
    private static SecretsKey present(KeyFile file) {
        if (Files.notExists(file.path())) {
            return null;
        }
        try {
            return file.read();
        } catch (KeyUnusableException unusable) {
            LOG.error("no secret can be read: {}", unusable.getMessage());
            return null;
        }
    }

    @Override
    public Optional<byte[]> get(String slug, String name) {
        return store.find(slug, SettingKind.SECRET, name).map(sealed -> open(sealed, slug, name));
    }

    @Override
    public List<Setting> list(String slug) {
        return store.list(slug, SettingKind.SECRET);
    }

    @Override
    public void set(String slug, String name, byte[] value, String by) {
        RULES.check(slug, name, by);
        RULES.checkSize(name, value.length);
        if (value.length == 0) {
            throw new IllegalArgumentException("secret '" + name + "' is empty; tollgate:secrets remove takes one away");
        }
        byte[] sealed = keyToSealWith(slug, name).seal(value, slug, name, random);
        if (!store.put(new StoredSetting(slug, SettingKind.SECRET, name, sealed, by, clock.instant()), MOST)) {
            throw new SettingsException(slug + " has " + MOST + " secrets, and no plugin has more: take one away with tollgate:secrets remove "
                    + slug + " NAME");
        }
        LOG.info("secret {} of {} was set by {}", name, slug, PlainText.of(by));
    }

    @Override
    public boolean remove(String slug, String name, String by) {
        RULES.check(slug, name, by);
        boolean removed = store.remove(slug, SettingKind.SECRET, name);
        if (removed) {
            LOG.info("secret {} of {} was taken away by {}", name, slug, PlainText.of(by));
        }
        return removed;
    }

    @Override
    public void forget(String slug) {
        store.forget(slug, SettingKind.SECRET);
    }

    /** What is in the file now: a secret that is sealed with a key that was lost meanwhile would be lost at the next start. */
    private SecretsKey keyToSealWith(String slug, String name) {
        try {
            SecretsKey key = file.readOrMake();
            known = key;
            return key;
        } catch (KeyUnusableException unusable) {
            throw new SettingsException("secret " + name + " of " + slug + " cannot be set: " + unusable.getMessage(), unusable);
        }
    }

    private byte[] open(byte[] sealed, String slug, String name) {
        SecretsKey key = known;
        try {
            if (key == null || !key.sealed(sealed)) {
                key = file.read();
                known = key;
            }
            if (!key.sealed(sealed)) {
                throw unreadable(slug, name, "it was encrypted with another key than the one in " + file.path()
                        + "; put the former key back", null);
            }
            return key.open(sealed, slug, name);
        } catch (KeyUnusableException unusable) {
            throw unreadable(slug, name, unusable.getMessage(), unusable);
        } catch (AEADBadTagException refused) {
            throw unreadable(slug, name, "it was changed in the store, or moved there from another plugin or name", refused);
        }
    }

    private static SettingsException unreadable(String slug, String name, String why, Exception cause) {
        return new SettingsException("secret " + name + " of " + slug + " cannot be read: " + why
                + ". Or set it anew: tollgate:secrets set " + slug + " " + name + " PATH", cause);
    }
}

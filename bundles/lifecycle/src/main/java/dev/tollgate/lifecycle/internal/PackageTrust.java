package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.internal.trust.UntrustedException;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.Optional;

/** Whether the operator trusts a package, given whose the plugin is: a slug is the publisher's who signed its current version. */
final class PackageTrust {
    private final CatalogueStore catalogue;
    private final Trust trust;

    PackageTrust(CatalogueStore catalogue, Trust trust) {
        this.catalogue = catalogue;
        this.trust = trust;
    }

    /** Whose signature it has, for the record. */
    Optional<Signer> admitted(PluginPackage read) throws InstallException {
        try {
            return trust.signer(read.id(), read.signatures(), owner(read.id()));
        } catch (UntrustedException refused) {
            throw new InstallException(refused.getMessage());
        }
    }

    /** The same packages may be signed differently, and the one that is kept is the one that runs. */
    void requireSameSigner(StoredVersion kept, Optional<Signer> signer) throws InstallException {
        if (signer.isPresent() && !signer.equals(kept.signer())) {
            throw new InstallException(kept.id() + " is installed already, " + kept.signer().map(by -> "signed by " + by.publisher() + " with the key "
                    + by.key().brief()).orElse("unsigned") + ": to keep this signature instead, take that version out of the catalogue or remove the plugin first");
        }
    }

    /** Why it may not run now; empty where it may. */
    Optional<String> refusal(PluginPackage read) {
        try {
            trust.signer(read.id(), read.signatures(), owner(read.id()));
            return Optional.empty();
        } catch (UntrustedException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    /** Why it may not run, whatever is in its package; empty where that has to be read. */
    Optional<String> revocation(PluginId id) {
        try {
            trust.requireUnrevoked(id);
            return Optional.empty();
        } catch (UntrustedException revoked) {
            return Optional.of(revoked.getMessage());
        }
    }

    /** Why nothing can be said about any package now. */
    Optional<String> undecidable() {
        return trust.unreadable();
    }

    /** Nobody where this version is the current one or was the one before it: that it may be was settled then. */
    private Optional<Signer> owner(PluginId id) {
        Optional<StoredPlugin> row = catalogue.find(id.slug());
        if (row.filter(now -> now.current().equals(id) || now.previous().filter(id::equals).isPresent()).isPresent()) {
            return Optional.empty();
        }
        return row.flatMap(now -> catalogue.versions(id.slug()).stream().filter(version -> version.id().equals(now.current())).findFirst())
                .flatMap(StoredVersion::signer);
    }
}

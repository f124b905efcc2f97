package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator trusts. Only keys that stand here count; what a package says of itself picks among them.
 *
 * @param unsigned        whether a package without a signature of a trusted key may run
 * @param publisherChange whether a plugin may go from one publisher to another
 * @param keys            by fingerprint
 */
record TrustPolicy(boolean unsigned, boolean publisherChange, Map<Digest, TrustedKey> keys, Set<Digest> revokedKeys, Set<Digest> revokedDigests) {
    TrustPolicy {
        keys = Map.copyOf(keys);
        revokedKeys = Set.copyOf(revokedKeys);
        revokedDigests = Set.copyOf(revokedDigests);
    }

    /**
     * Whose a package is: the owner where that signed it too; empty where nobody whom the operator trusts did, and that is allowed.
     *
     * @param owner who signed the version that is current
     */
    Optional<Signer> signer(PluginId id, List<PackageSignature> signatures, Optional<Signer> owner) throws UntrustedException {
        requireUnrevoked(id);
        List<Signer> signers = signers(id, signatures);
        if (signers.isEmpty() && !unsigned) {
            throw refused(id, "it is unsigned" + unknown(signatures) + ", and " + TrustSettings.UNSIGNED + " packages are refused here",
                    "have it signed with a key that stands in " + TrustSettings.KEYS);
        }
        Optional<Signer> same = signers.stream().filter(signer -> owner.filter(of -> of.publisher().equals(signer.publisher())).isPresent()).findFirst();
        if (owner.isPresent() && same.isEmpty() && !publisherChange) {
            String publisher = owner.get().publisher();
            throw refused(id, id.slug() + " belongs to " + publisher + ", who signed the version that is current, and this one "
                    + (signers.isEmpty() ? "is unsigned" + unknown(signatures) : "is signed by " + signers.get(0).publisher()),
                    "to hand it over, set " + TrustSettings.PUBLISHER_CHANGE + " = allowed for as long as that takes, or remove the plugin first");
        }
        return same.or(() -> signers.stream().findFirst());
    }

    /** All that can be said without the package. */
    void requireUnrevoked(PluginId id) throws UntrustedException {
        if (revokedDigests.contains(id.digest())) {
            throw refused(id, "its digest was revoked", "install another version, or take the digest out of " + TrustSettings.REVOKED_DIGESTS);
        }
    }

    private List<Signer> signers(PluginId id, List<PackageSignature> signatures) throws UntrustedException {
        List<Signer> signers = new ArrayList<>();
        Optional<String> without = Optional.empty();
        for (PackageSignature signature : signatures) {
            TrustedKey known = keys.get(signature.key());
            if (known != null && !known.key().signed(SignedMessage.of(id), signature.signature())) {
                throw refused(id, "its signature with the key " + signature.key().brief() + " of " + known.publisher() + " is not valid",
                        "it was changed after it was signed, or signed as another version: fetch it again from " + known.publisher());
            }
            if (revokedKeys.contains(signature.key())) {
                without = Optional.of("the key " + signature.key().brief() + " was revoked");
            } else if (known != null && !known.isFor(id.slug())) {
                without = Optional.of("the key " + signature.key().brief() + " of " + known.publisher() + " may sign " + known.slugs() + " only");
            } else if (known != null) {
                signers.add(known.signer());
            }
        }
        if (signers.isEmpty() && without.isPresent()) {
            throw refused(id, "it is signed, but " + without.get(), "have it signed with another key that stands in " + TrustSettings.KEYS);
        }
        return signers;
    }

    private static String unknown(List<PackageSignature> signatures) {
        return signatures.isEmpty() ? "" : " as far as is known here (signed with " + signatures.stream().map(one -> one.key().hex())
                .collect(Collectors.joining(", ")) + ", which does not stand in " + TrustSettings.KEYS + ")";
    }

    private static UntrustedException refused(PluginId id, String why, String wayOut) {
        return new UntrustedException(id + " is not trusted: " + why + "; " + wayOut + " (configuration " + TrustSettings.PID + ")");
    }
}

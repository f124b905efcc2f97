/**
 * What administrators set for plugins, over whatever store there is. {@code StoredConfigValues} keeps configuration as JSON, {@code
 * SealedSecrets} keeps secrets under a {@code SecretsKey} that is not in the store but in a file of its own. Nothing is held in memory:
 * a read asks the store, so that a change holds at the next read, on every node, and a secret is in the heap only while it is used. Nothing
 * is exported: the bundle is its two services.
 */
package dev.tollgate.settings.internal;

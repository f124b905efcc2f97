package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.store.contract.KvStoreContract;

/** What the gate is tested on does what real stores do. */
class MemoryKvStoreTest extends KvStoreContract {
    private final KvStore kept = new MemoryKvStore();

    @Override
    protected KvStore open() {
        return kept;
    }

    @Override
    protected KvStore openAgain() {
        return kept;
    }
}

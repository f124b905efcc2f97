package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who look on at calls. What one of them throws is its own trouble, and the call's never. */
@Component(service = CallObservers.class)
public final class CallObservers {
    private static final Logger LOG = LoggerFactory.getLogger(CallObservers.class);

    private final List<CallObserver> observers = new CopyOnWriteArrayList<>();

    @Reference(service = CallObserver.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(CallObserver observer) {
        observers.add(observer);
    }

    void remove(CallObserver observer) {
        observers.remove(observer);
    }

    /** Empty where nobody looks on. */
    Optional<ObservedCall> begins(PluginId plugin, String handler, Profile.Kind kind, Optional<String> parent) {
        List<ObservedCall> calls = new ArrayList<>(1);
        for (CallObserver observer : observers) {
            told(observer, one -> calls.add(one.begins(plugin, handler, kind, parent)));
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(new Several(calls));
    }

    private static <T> void told(T observer, Consumer<T> what) {
        try {
            what.accept(observer);
        } catch (RuntimeException | LinkageError failure) {
            LOG.error("{} failed to look on at a call", observer, failure);
        }
    }

    private record Several(List<ObservedCall> calls) implements ObservedCall {
        @Override
        public Optional<String> traceparent() {
            List<String> parents = new ArrayList<>(1);
            calls.forEach(call -> told(call, one -> one.traceparent().ifPresent(parents::add)));
            return parents.stream().findFirst();
        }

        @Override
        public void began(String requestId) {
            calls.forEach(call -> told(call, one -> one.began(requestId)));
        }

        @Override
        public HostCall gate(GateName gate, String function) {
            List<HostCall> hostCalls = new ArrayList<>(calls.size());
            calls.forEach(call -> told(call, one -> hostCalls.add(one.gate(gate, function))));
            return error -> hostCalls.forEach(hostCall -> told(hostCall, one -> one.ended(error)));
        }

        @Override
        public void ended(CallResult result, long nanos) {
            calls.forEach(call -> told(call, one -> one.ended(result, nanos)));
        }
    }
}

package dev.tollgate.benchmarks.observers;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.guests.Guests;
import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.ObservedCall;
import dev.tollgate.lifecycle.internal.CallObservers;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Limits;
import dev.tollgate.metrics.internal.MeteredCalls;
import dev.tollgate.metrics.internal.MetricsSettings;
import dev.tollgate.metrics.internal.Registry;
import dev.tollgate.tracing.internal.OtlpTraces;
import dev.tollgate.tracing.internal.TracedCalls;
import dev.tollgate.tracing.internal.TracingOptions;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same two invocations under several eyes: one that calls no gate, and one that calls a gate {@value #CALLS} times. */
final class Observed {
    static final int CALLS = 100;

    private static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    private static final Limits LIMITS = Limits.HOOK.with(Limits.HOOK.fuel(), Limits.HOOK.memory(), Duration.ofSeconds(60));

    private final PooledInvoker invoker = new PooledInvoker();
    private final GuestModule guest;

    Observed() throws ModuleRefusedException {
        WasmEngine engine = new WasmEngine(new Pools(Bytes.ofMiB(256), Duration.ofSeconds(60), System::nanoTime));
        guest = engine.load(PLUGIN, Guests.wasm("gate-calls"), new OpenDoor(), GuestConfig.of(Map.of()), Instances.CLEAN);
    }

    /** By what they are called under. */
    Map<String, Runnable> calls() throws IOException {
        CallObserver metrics = metrics();
        CallObserver traces = traces(collector());
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.putAll(calls("nobody", List.of()));
        calls.putAll(calls("metrics", List.of(metrics)));
        calls.putAll(calls("traces", List.of(traces)));
        calls.putAll(calls("both", List.of(metrics, traces)));
        return calls;
    }

    private Map<String, Runnable> calls(String name, List<CallObserver> eyes) {
        CallObservers observers = new CallObservers();
        eyes.forEach(observers::add);
        return Map.of(name + " 0", () -> call(observers, new byte[0]), name + " " + CALLS, () -> call(observers, "x".repeat(CALLS).getBytes()));
    }

    /** As the lifecycle does it. */
    private void call(CallObservers observers, byte[] input) {
        Optional<ObservedCall> observed = observers.begins(PLUGIN, "calls", Kind.FILTER, Optional.empty());
        long begun = System.nanoTime();
        Outcome outcome = invoker.invoke(guest, "calls", input, observed.isEmpty() ? Profile.of(Kind.FILTER, LIMITS)
                : new Profile(Kind.FILTER, LIMITS, Map.of(), () -> true, observed.get()));
        if (!(outcome instanceof Outcome.Completed)) {
            throw new IllegalStateException(outcome.toString());
        }
        observed.ifPresent(call -> call.ended(new CallResult.Ended(outcome), System.nanoTime() - begun));
    }

    private static CallObserver metrics() {
        MeteredCalls metered = new MeteredCalls(new Registry((MetricsSettings) Proxy.newProxyInstance(Observed.class.getClassLoader(),
                new Class<?>[] {MetricsSettings.class, Annotation.class}, (proxy, method, args) -> method.getDefaultValue())));
        metered.setGates(new GateRecords() {
            @Override
            public List<GateProvider> providers() {
                return List.of(new GateProvider("tollgate:queue@1", "bench", 0));
            }

            @Override
            public List<GateCount> counts(String slug) {
                return List.of();
            }
        });
        return metered;
    }

    private static CallObserver traces(URI endpoint) {
        return new TracedCalls(new OtlpTraces(new TracingOptions(TracingOptions.Exporter.OTLP, endpoint, 1, "benchmark", 4_096, Duration.ofSeconds(5)),
                Duration.ZERO).tracer());
    }

    /** One that reads what it is sent, and nothing more. */
    private static URI collector() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }
}

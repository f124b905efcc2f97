package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looks on at calls is told of each end, and is no part of it. */
class ObservedCallsTest {
    private final Server server = new Server();
    private final CallObservers observers = new CallObservers();
    private final List<CallResult> ends = new ArrayList<>();
    private ActivePlugin echo;

    @BeforeEach
    void aPluginAndWhoLooksOnAtItsCalls() {
        server.install(TestPackage.of("echo", "1.0.0", "basic").filter("text", "echo").build());
        server.plugins.activate("echo", Optional.empty(), "test");
        echo = server.plugins.active("echo").orElseThrow();
        observers.add((plugin, handler, kind) -> (result, nanos) -> ends.add(result));
    }

    @Test
    void eachEndIsToldOnce() {
        CallResult result = call(new PooledInvoker());
        assertThat(result).isInstanceOfSatisfying(CallResult.Ended.class, ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.Completed.class));
        assertThat(ends).containsExactly(result);
    }

    @Test
    void aCallThatEndsInAnExceptionIsToldAsAFailureOfTheHosts() {
        assertThatThrownBy(() -> call((plugin, handler, input, profile) -> {
            throw new IllegalStateException("the store is away");
        })).hasMessage("the store is away");
        assertThat(ends).singleElement().isInstanceOfSatisfying(CallResult.Ended.class, ended -> assertThat(ended.outcome())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.INTERNAL)));
    }

    @Test
    void anObserverThatBreaksIsNotTheCallsTrouble() {
        observers.add((plugin, handler, kind) -> {
            throw new IllegalStateException("it breaks");
        });
        observers.add((plugin, handler, kind) -> (result, nanos) -> {
            throw new IllegalStateException("it breaks later");
        });
        assertThat(call(new PooledInvoker())).isInstanceOf(CallResult.Ended.class);
        assertThat(ends).hasSize(1);
    }

    private CallResult call(Invoker invoker) {
        return new GuardedCalls(invoker, server.breakers, server.plugins, observers).call(echo, "echo", new byte[0],
                Profile.of(Profile.Kind.FILTER, Limits.HOOK));
    }
}

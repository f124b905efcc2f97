package dev.tollgate.capability.db.internal.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final Duration NONE = Duration.ZERO;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean asNew = true;
    private boolean broken;
    private final List<String> closed = new ArrayList<>();
    private int opened;
    private final Pool pool = new Pool(this::link, 2, Runnable::run, () -> now);

    @Test
    void aConnectionIsUsedAgain() throws GateException {
        Link first = pool.lease(NONE);
        pool.giveBack(first);
        assertThat(pool.lease(NONE)).isSameAs(first);
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void a28ThereAreNoMoreThanAllowed() throws GateException {
        Link first = pool.lease(NONE);
        pool.lease(NONE);
        assertThat(catchThrowableOfType(GateException.class, () -> pool.lease(NONE)).errno()).isEqualTo(Errno.EBUSY);
        pool.giveBack(first);
        assertThat(pool.lease(NONE)).isSameAs(first);
    }

    @Test
    void a44WhatIsNotAsNewIsClosedAndReplaced() throws GateException {
        asNew = false;
        pool.giveBack(pool.lease(NONE));
        assertThat(closed).hasSize(1);
        pool.lease(NONE);
        pool.lease(NONE);
        assertThat(opened).isEqualTo(3);
    }

    @Test
    void whatNobodyUsesIsClosed() throws GateException {
        Link first = pool.lease(NONE);
        Link second = pool.lease(NONE);
        pool.giveBack(first);
        now = now.plusSeconds(50);
        pool.giveBack(second);
        now = now.plusSeconds(20);
        pool.sweep(Duration.ofSeconds(60));
        assertThat(closed).hasSize(1);
        assertThat(pool.lease(NONE)).isSameAs(second);
    }

    @Test
    void aFailureToOpenIsToldAndTriedAgain() throws GateException {
        broken = true;
        assertThat(catchThrowableOfType(GateException.class, () -> pool.lease(NONE)).errno()).isEqualTo(Errno.EUNAVAILABLE);
        broken = false;
        pool.lease(NONE);
        pool.lease(NONE);
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void aDatabaseThatDoesNotAnswerHoldsNobodyUp() {
        Deque<Runnable> later = new ArrayDeque<>();
        Pool slow = new Pool(this::link, 2, later::add, () -> now);
        assertThat(catchThrowableOfType(GateException.class, () -> slow.lease(NONE)).errno()).isEqualTo(Errno.EUNAVAILABLE);
        slow.close();
        later.forEach(Runnable::run);
        assertThat(closed).hasSize(opened);
    }

    @Test
    void whatComesBackAfterTheCloseIsClosed() throws GateException {
        Link used = pool.lease(NONE);
        pool.giveBack(pool.lease(NONE));
        pool.close();
        pool.giveBack(used);
        assertThat(closed).hasSize(2);
        assertThatThrownBy(() -> pool.lease(NONE)).isInstanceOf(GateException.class);
    }

    private Link link() throws GateException {
        if (broken) {
            throw new GateException(Errno.EUNAVAILABLE, "no connection");
        }
        String name = "link " + ++opened;
        return (Link) Proxy.newProxyInstance(Link.class.getClassLoader(), new Class<?>[] {Link.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed.add(name);
            }
            return method.getName().equals("reset") ? asNew : null;
        });
    }
}

package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is decided on one node, and what another one does about it, also when it is not told. */
@Timeout(300)
class GrantsOnTwoNodesTest {
    private static final String END_LISTENERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tollgate tollgate_grants'";

    private Node here;
    private Node there;

    @BeforeEach
    void start() throws Exception {
        PostgresSettings settings = TestServer.empty();
        here = new Node(settings, Node.LONG);
        there = new Node(settings, Node.LONG);
        here.grants.grant(Node.PLUGIN, "kv", "{}", "ada");
        here.grants.grant(Node.PLUGIN, "queue", "{}", "ada");
        there.awaitOpen("kv", true);
        there.awaitOpen("queue", true);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    /** A54: withdrawn on one node, used on another. */
    @Test
    void a54WhatIsDeniedOnOneNodeIsEpermOnTheOther() {
        here.grants.deny(Node.PLUGIN, "kv", "bob");
        assertThat(here.open("kv")).isFalse();
        there.awaitOpen("kv", false);

        there.grants.grant(Node.PLUGIN, "kv", "{}", "ada");
        here.awaitOpen("kv", true);
        there.grants.deny(Node.PLUGIN, "queue", "bob");
        here.awaitOpen("queue", false);
        assertThat(here.grants.decisions("probe")).isEqualTo(there.grants.decisions("probe")).hasSize(5);
    }

    @Test
    void whatIsDeniedWhileTheListenersAreLostIsEpermOnTheOther() throws SQLException {
        TestServer.run(END_LISTENERS);
        here.grants.deny(Node.PLUGIN, "kv", "bob");
        there.awaitOpen("kv", false);

        here.grants.deny(Node.PLUGIN, "queue", "bob");
        TestServer.run(END_LISTENERS);
        there.awaitOpen("queue", false);
        here.grants.grant(Node.PLUGIN, "queue", "{}", "ada");
        there.awaitOpen("queue", true);
    }

    @Test
    void aDecisionThatNobodyIsNotifiedOfIsFoundByLooking() throws SQLException {
        TestServer.run("BEGIN; UPDATE tollgate.grant_change SET number = number + 1;"
                + " DELETE FROM tollgate.plugin_grant WHERE capability = 'kv'; COMMIT");

        here.awaitOpen("kv", false);
        there.awaitOpen("kv", false);
        here.awaitOpen("queue", true);
    }

    @Test
    void aNodeThatIsCutOffClosesEveryGateOneLeaseAfterADenialAtTheLatestAndOpensWhatIsLeftWhenItIsBack() throws Exception {
        Duration lease = Duration.ofSeconds(3);
        PostgresSettings direct = TestServer.settings();
        try (Cable cable = new Cable(TestServer.port()); Node remote = new Node(new PostgresSettings("jdbc:postgresql://127.0.0.1:"
                + cable.port() + "/postgres", direct.user(), direct.password(), 2), lease)) {
            remote.awaitOpen("kv", true);
            cable.cut();
            here.grants.deny(Node.PLUGIN, "kv", "bob");
            long denied = System.nanoTime();

            while (System.nanoTime() - denied < lease.toNanos()) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(remote.open("kv")).isFalse();
            assertThat(remote.open("queue")).as("it cannot know").isFalse();
            assertThat(here.open("queue")).isTrue();

            cable.mend();
            remote.awaitOpen("queue", true);
            assertThat(remote.open("kv")).isFalse();
        }
    }
}

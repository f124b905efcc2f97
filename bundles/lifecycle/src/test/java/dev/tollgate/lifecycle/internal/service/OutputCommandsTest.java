package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import dev.tollgate.lifecycle.internal.HandClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands of an event are carried out, or none. */
class OutputCommandsTest {
    private static final String STATUS = "{'command': 'diagnostic status', 'level': 'warning', 'text': 'low'}";
    private static final String SEND = "{'command': 'send', 'text': 'hi'}";

    /** Says what is done with it. */
    private class Sender implements OutputTarget {
        private final String name;

        Sender(String name) {
            this.name = name;
        }

        @Override
        public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
            done.add(name + " prepares " + command.path("text").asText() + " of " + plugin.slug());
            return new Prepared() {
                @Override
                public void commit() {
                    done.add(name + " commits");
                }

                @Override
                public void cancel() {
                    done.add(name + " cancels");
                }
            };
        }
    }

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final DiagnosticRings log = new DiagnosticRings(100, 100, new HandClock());
    private final RequestCommand requests = new RequestCommand(RequestRules.of(Outputs.settings("", 1)), log, Runnable::run, () -> 0);
    private final OutputCommands output = new OutputCommands(log, requests, () -> 0);

    @Test
    void noOutputIsNoCommandAndNeitherIsAnEmptyList() throws Exception {
        output.carryOut(Outputs.plugin(Outputs.ALPHA), new byte[0]);
        carryOut();
        assertThat(log.all()).isEmpty();
    }

    @Test
    void aStatusIsNotedForTheOperator() throws Exception {
        carryOut(STATUS, "{'text': 'fine\\nnow', 'level': 'info', 'command': 'diagnostic status'}");
        assertThat(log.of("alpha")).extracting(Diagnostic::level).containsExactly(Level.INFO, Level.WARNING);
        assertThat(log.of("alpha")).extracting(Diagnostic::text).containsExactly("fine\\u000anow", "low");
    }

    @Test
    void allArePreparedBeforeTheFirstIsCarriedOut() throws Exception {
        add(new Sender("one"), 1, 0);
        carryOut(SEND, SEND);
        assertThat(done).containsExactly("one prepares hi of alpha", "one prepares hi of alpha", "one commits", "one commits");
    }

    @Test
    void oneThatIsRefusedCancelsThoseBeforeItAndThoseAfterItAreNotAsked() {
        add(new Sender("one"), 1, 0);
        assertThatThrownBy(() -> carryOut(SEND, STATUS, SEND, "{'command': 'diagnostic status', 'level': 'bad', 'text': 'x'}", SEND))
                .isInstanceOf(OutputRefusedException.class).hasMessage("/commands/3/level: is one of info, warning, error");
        assertThat(done).containsExactly("one prepares hi of alpha", "one prepares hi of alpha", "one cancels", "one cancels");
        assertThat(log.all()).as("a status before it").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'command': 'diagnostic status', 'level': 'info'} | /commands/0/text: is a text, and has to be there",
        "{'command': 'diagnostic status', 'level': 'info', 'text': ''} | /commands/0/text: is a text, and has to be there",
        "{'command': 'diagnostic status', 'level': 'info', 'text': 1} | /commands/0/text: is a text, and has to be there",
        "{'command': 'diagnostic status', 'level': 'INFO', 'text': 'x'} | /commands/0/level: is one of info, warning, error",
        "{'command': 'diagnostic status', 'level': 'info', 'text': 'x', 'to': 1} | /commands/0: has no field 'to'; its fields are level, text",
        "{'command': 'reboot\\n'} | /commands/0/command: nobody carries out 'reboot\\u000a'; there are 'diagnostic status', 'host request'",
        "{'command': 1} | /commands/0: is no object with a text 'command'",
        "{'text': 'x'} | /commands/0: is no object with a text 'command'",
        "'diagnostic status' | /commands/0: is no object with a text 'command'",
        "null | /commands/0: is no object with a text 'command'"})
    void whatIsWrongWithACommandIsToldWithWhere(String command, String reason) {
        assertThatThrownBy(() -> carryOut(command)).isInstanceOf(OutputRefusedException.class).hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "{}", "{'commands': {}}", "{'commands': null}", "{'commands': [], 'more': 1}", "hello", "{'commands': []} x",
        "{'commands': []", "{'commands': [], 'commands': []}", " ", "\ufeff{'commands': []}"})
    void whatIsNoListOfCommandsIsRefused(String text) {
        assertThatThrownBy(() -> output.carryOut(Outputs.plugin(Outputs.ALPHA), Outputs.json(text)))
                .isInstanceOf(OutputRefusedException.class).hasMessageContaining("a handler of events writes nothing, or");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        byte[] latin = Outputs.commands("{'command': 'diagnostic status', 'level': 'info', 'text': 'x'}");
        latin[latin.length - 5] = (byte) 0xe9;
        assertThatThrownBy(() -> output.carryOut(Outputs.plugin(Outputs.ALPHA), latin)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void sixteenCommandsAreTakenAndNoMore() throws Exception {
        String[] commands = new String[OutputReader.MOST_COMMANDS];
        Arrays.fill(commands, STATUS);
        carryOut(commands);
        assertThat(log.all()).hasSize(16);
        String[] more = Arrays.copyOf(commands, 17);
        more[16] = STATUS;
        assertThatThrownBy(() -> carryOut(more)).hasMessage("/commands: there are 17 commands; an event can have 16");
        assertThat(log.all()).hasSize(16);
    }

    @Test
    void aTextThatIsTooLongIsRefusedAndNotCut() {
        assertThatThrownBy(() -> carryOut("{'command': 'diagnostic status', 'level': 'info', 'text': '" + "x".repeat(501) + "'}"))
                .hasMessage("/commands/0/text: has 501 characters; at most 500 are taken");
    }

    /** Small as text and large as a tree, or deep. */
    @Test
    void anOutputThatIsDeepOrOfManyValuesIsRefusedBeforeItIsATree() {
        assertThatThrownBy(() -> carryOut("[".repeat(100_000))).isInstanceOf(OutputRefusedException.class).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> carryOut("[" + "0,".repeat(500_000) + "0]")).hasMessageContaining("larger than 20000 values");
    }

    @Test
    void ofSeveralThatCarryOutACommandItIsTheHighestRankingAndThenTheFirst() throws Exception {
        add(new Sender("third"), 3, 0);
        add(new Sender("second"), 2, 0);
        Sender best = new Sender("best");
        add(best, 4, 7);
        carryOut(SEND);
        remove(best, 4);
        carryOut(SEND);
        assertThat(done).filteredOn(what -> what.endsWith("commits")).containsExactly("best commits", "second commits");
        output.add(new Sender("third"), Outputs.service(3, 9, OutputTarget.KIND, "send"));
        carryOut(SEND);
        assertThat(done).as("its ranking has changed").endsWith("third commits");
    }

    @Test
    void theHostsOwnCommandsAreNobodyElses() throws Exception {
        output.add(new Sender("thief"), Outputs.service(1, 100, OutputTarget.KIND, new String[] {"send", "diagnostic status"}));
        carryOut(STATUS);
        assertThat(done).isEmpty();
        assertThat(log.of("alpha")).hasSize(1);
    }

    @Test
    void aTargetThatFailsToPrepareIsARefusalThatNamesNothingOfTheHost() {
        add(new Sender("one"), 1, 0);
        output.add(new Sender("broken") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) {
                throw new NoClassDefFoundError("com/example/Secret");
            }
        }, Outputs.service(2, 0, OutputTarget.KIND, "break"));
        assertThatThrownBy(() -> carryOut(SEND, "{'command': 'break'}")).isInstanceOf(OutputRefusedException.class)
                .hasMessage("/commands/1: 'break' cannot be carried out now; the host's log says why");
        assertThat(done).endsWith("one cancels");
        output.add(new Sender("empty") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) {
                return null;
            }
        }, Outputs.service(2, 0, OutputTarget.KIND, "break"));
        assertThatThrownBy(() -> carryOut("{'command': 'break'}")).isInstanceOf(OutputRefusedException.class);
    }

    @Test
    void aTargetThatFailsWhileItCommitsKeepsNoOtherFromItAndFailsNoEvent() throws Exception {
        add(new Sender("one"), 1, 0);
        output.add(broken(), Outputs.service(2, 0, OutputTarget.KIND, "break"));
        carryOut(SEND, "{'command': 'break'}", SEND);
        assertThat(done).filteredOn("one commits"::equals).hasSize(2);
        assertThat(log.of("alpha")).extracting(Diagnostic::text).containsExactly("'break' failed in the host; its log says why");
    }

    @Test
    void aTargetThatFailsWhileItCancelsKeepsNoOtherFromIt() {
        add(new Sender("one"), 1, 0);
        output.add(broken(), Outputs.service(2, 0, OutputTarget.KIND, "break"));
        assertThatThrownBy(() -> carryOut(SEND, "{'command': 'break'}", "{'command': 'unknown'}")).hasMessageStartingWith("/commands/2/command");
        assertThat(done).endsWith("one cancels");
    }

    @Test
    void aTargetThatGoesBeforeItIsCommittedCancelsThemAll() {
        Sender going = new Sender("going");
        add(going, 1, 0);
        output.add(new Sender("last") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
                remove(going, 1);
                return super.prepare(plugin, command);
            }
        }, Outputs.service(2, 0, OutputTarget.KIND, "last"));
        assertThatThrownBy(() -> carryOut(SEND, "{'command': 'last'}")).isInstanceOf(OutputRefusedException.class)
                .hasMessage("/commands/0: nobody carries out 'send' any more");
        assertThat(done).endsWith("last cancels", "going cancels");
    }

    @Test
    void aTargetThatDoesNotComeBackHoldsUpNoOtherPlugin() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        Sender blocking = new Sender("blocking") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
                inside.countDown();
                try {
                    opened.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
                return super.prepare(plugin, command);
            }
        };
        add(new Sender("one"), 1, 0);
        output.add(blocking, Outputs.service(2, 0, OutputTarget.KIND, "block"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> blocked = thread.submit(() -> {
                carryOut("{'command': 'block'}");
                return null;
            });
            inside.await();
            output.carryOut(Outputs.plugin(Outputs.id("beta")), Outputs.commands(SEND, STATUS));
            remove(blocking, 2);
            assertThat(done).contains("one commits");
            assertThat(log.of("beta")).hasSize(1);
            opened.countDown();
            assertThatThrownBy(blocked::get).hasCauseInstanceOf(OutputRefusedException.class);
            assertThat(done).endsWith("blocking cancels");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whatATargetSaysOfACommandIsMadePlainAndCut() {
        output.add(new Sender("wordy") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
                throw new OutputRefusedException("no\n" + "x".repeat(5_000));
            }
        }, Outputs.service(1, 0, OutputTarget.KIND, "send"));
        assertThatThrownBy(() -> carryOut(SEND)).hasMessageStartingWith("/commands/0: no\\u000ax").extracting(thrown -> thrown.getMessage().length())
                .isEqualTo("/commands/0: ".length() + 505);
    }

    private Sender broken() {
        return new Sender("broken") {
            @Override
            public Prepared prepare(PluginId plugin, JsonNode command) {
                return new Prepared() {
                    @Override
                    public void commit() {
                        throw new IllegalStateException("gone");
                    }

                    @Override
                    public void cancel() {
                        throw new IllegalStateException("gone");
                    }
                };
            }
        };
    }

    private void add(Sender sender, long id, int ranking) {
        output.add(sender, Outputs.service(id, ranking, OutputTarget.KIND, "send"));
    }

    private void remove(Sender sender, long id) {
        output.remove(sender, Outputs.service(id, 0, OutputTarget.KIND, "send"));
    }

    private void carryOut(String... commands) throws OutputRefusedException {
        output.carryOut(Outputs.plugin(Outputs.ALPHA), Outputs.commands(commands));
    }
}

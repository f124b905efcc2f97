package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.shell.internal.model.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What commands do, and what they say when they do not. */
class AnswersTest {
    private final Bed bed = new Bed();

    @Test
    void decisionsAreThoseOfWhoeverGaveTheCommand() throws Exception {
        bed.run("grant image-tools http '{\"hosts\":[]}'");
        bed.run("revoke image-tools http");
        bed.run("activate image-tools 1.4.0 --downgrade");
        bed.run("breaker reset image-tools");
        bed.run("jobs pause image-tools");
        bed.run("jobs resume image-tools");
        bed.run("jobs retry --plugin image-tools");
        bed.run("jobs discard --plugin image-tools");
        bed.run("services restart image-tools --discard");
        bed.run("joblimits set image-tools rate.per.minute 5");
        assertThat(bed.done).containsExactly("grant [image-tools 1.5.0-beta.1 (dbc1b4c900ff), http, {\"hosts\":[]}, shell]",
                "deny [image-tools 1.5.0-beta.1 (dbc1b4c900ff), http, shell]", "deny [image-tools 1.4.0 (4bf5122f3445), http, shell]",
                "downgrade [image-tools, 1.4.0, shell]", "reset [image-tools, shell]", "pause [plugins, image-tools, shell]",
                "resume [plugins, image-tools, shell]", "replayAll [DeadJobs[slug=Optional[image-tools], type=Optional.empty, reason=Optional.empty], shell]",
                "discardAll [DeadJobs[slug=Optional[image-tools], type=Optional.empty, reason=Optional.empty], shell]",
                "stop [image-tools, DISCARD, shell]", "start [image-tools, shell]", "set [image-tools, RATE, 5, shell]");
    }

    @Test
    void anUnknownSlugIsAnsweredWithThoseThatThereAre() {
        for (String line : new String[] {"show nobody", "activate nobody", "grant nobody queue", "trips nobody", "jobs pause nobody", "rollback nobody"}) {
            assertThat(bed.run(line).err()).as(line).isEqualTo("error: no plugin of that slug is installed; there is image-tools");
        }
        assertThat(bed.done).isEmpty();
        assertThat(bed.run("services status nobody").err()).contains("tollgate:services names them");
        assertThat(bed.run("schedules run nobody/x").err()).contains("there is no schedule 'nobody/x'", "tollgate:schedules");
        assertThat(bed.run("events discard image-tools e-8").err()).contains("tollgate:events list image-tools");
        assertThat(bed.run("capabilities show gold").err()).contains("there is http, queue");
    }

    @Test
    void aLineThatIsNoneIsAnsweredWithHowItIsCalled() {
        assertThat(bed.run("show").err()).isEqualTo("error: Missing required parameter: 'SLUG'\nusage: tollgate:show [-h] [--json] SLUG");
        assertThat(bed.run("list --jsn").err()).contains("Unknown option", "usage: tollgate:list");
        assertThat(bed.run("jobs lst").err()).startsWith("error: there is no such command; there is counts, discard, list");
        assertThat(bed.run("history image-tools -n x").err()).contains("'x' is not an int");
        assertThat(bed.run("jobs retry").err()).contains("say which: a job's id, or --plugin SLUG");
        assertThat(bed.run("jobs discard " + Bed.JOB + " --plugin image-tools").err()).contains("not both");
        assertThat(bed.run("jobs list --state nothing").err()).contains("a job is queued, running, done, dead or discarded");
        assertThat(bed.run("runs --result lost").err()).contains("no run ends as 'lost'");
        assertThat(bed.run("joblimits set image-tools x 5").err()).contains("there is no such limit of jobs");
        assertThat(bed.done).isEmpty();
    }

    @Test
    void anErrorIsJsonWhereJsonIsAskedFor() throws Exception {
        Reply reply = bed.run("show nobody --json");
        assertThat(reply.out()).isEmpty();
        assertThat(new ObjectMapper().readTree(reply.err()).get("error").asText()).startsWith("no plugin of that slug");
    }

    @Test
    void noSecretIsRepeatedWhereverItIsTyped() throws Exception {
        for (String line : new String[] {"secrets set image-tools token hush", "secrets set image-tools token hush more", "secrets hush hush hush",
            "secrets set image-tools token --hush"}) {
            assertThat(bed.run(line).err()).as(line).startsWith("error: ").doesNotContain("hush");
        }
        Path file = Bed.secret("hush\n");
        Reply reply = bed.run("secrets set image-tools token " + file);
        assertThat(reply.out()).contains("the file ends with a line end").doesNotContain("hush");
        assertThat(bed.done).containsExactly("set image-tools token hush\n shell");
        assertThat(bed.run("secrets set image-tools token " + file + " --json").out()).doesNotContain("hush");
    }

    @Test
    void aWordIsTakenAsItIsAndNoFileIsReadForIt() throws Exception {
        bed.run("events offer image-tools hook push @" + Bed.secret("hush"));
        assertThat(bed.done).singleElement().asString().contains("push @/").doesNotContain("hush");
        bed.run("config set image-tools width -- -5");
        assertThat(bed.done).last().isEqualTo("set [image-tools, width, -5, shell]");
    }

    @Test
    void fieldsOfJsonSayTheirUnitAndTimesAreIso() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode run = json.readTree(bed.run("runs --json").out()).get(0);
        assertThat(run.get("startedAt").asText()).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(run.get("timeMillis").asLong()).isEqualTo(40);
        assertThat(run.get("result").asText()).isEqualTo("failed");
        assertThat(json.readTree(bed.run("show image-tools --json").out()).at("/breaker/until").isNull()).isTrue();
        assertThat(json.readTree(bed.run("list --json").out()).at("/0/digest").asText()).hasSize(64);
    }

    @Test
    void whatTheNewestVersionAsksBeyondItsGrantsIsShown() {
        assertThat(bed.run("grants --diff image-tools").out()).contains("1.5.0-beta.1", "http", "undecided", "was").doesNotContain("queue");
    }

    @Test
    void topCountsFuelAndTimeOfEachPlugin() throws Exception {
        assertThat(bed.run("top -n 1").out()).containsPattern("image-tools +2 +0 +1 +0 +24691356 +15");
        JsonNode top = new ObjectMapper().readTree(bed.run("top -n 1 --json").out());
        assertThat(top.at("/plugins/0/fuel").asLong()).isEqualTo(24_691_356);
        assertThat(bed.run("top --every 0").err()).contains("at least 1 s");
    }

    @Test
    void tailEndsItsSubscriptionAndTakesOnlyWhatIsPlain() throws Exception {
        JsonNode event = new ObjectMapper().readTree(bed.run("tail --json").out());
        assertThat(bed.done).containsExactly("tail ended");
        assertThat(event.get("topic").asText()).isEqualTo("dev/tollgate/plugin/ACTIVATED");
        assertThat(event.at("/properties/slug").asText()).isEqualTo("image-tools");
        assertThat(event.at("/properties/bytes").isMissingNode()).isTrue();
    }
}

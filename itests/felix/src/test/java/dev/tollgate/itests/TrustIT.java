package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

/** Whose packages run, by configuration. */
public class TrustIT extends WithServices {
    private static final String PID = "dev.tollgate.trust";

    @After
    public void everybodyIsTrustedAgain() throws Exception {
        trust(Map.of("unsigned", "allowed"));
        plugins.list().forEach(plugin -> plugins.remove(plugin.current().slug(), BY));
    }

    @Test
    public void whatATrustedKeySignedRunsAndWhatNobodyOrSomebodyElseSignedDoesNot() throws Exception {
        SigningPublisher acme = new SigningPublisher("acme");
        SigningPublisher eve = new SigningPublisher("eve");
        PluginId id = known("signed");
        refuseUnsigned(Map.of("keys", new String[] {acme.line() + " signed other-*"}));
        refused("no trusted key signed", echo("signed").build());
        refused(eve.fingerprint().substring(0, 8), eve.signed(echo("signed"), id));
        byte[] stolen = acme.signed(echo("signed").action("more", "echo"), id);
        assertThrows(InstallException.class, () -> plugins.install(stolen, BY));

        assertEquals(id, plugins.install(acme.signed(echo("signed"), id), BY));
        plugins.activate("signed", Optional.empty(), BY);
        assertEquals(PluginState.ACTIVE, view().state());
        assertEquals("acme", plugins.versions("signed").get(0).signer().orElseThrow().publisher());
        says("tollgate:versions signed", "acme");
    }

    @Test
    public void aKeyThatIsRevokedSwitchesOffWhatItSignedUntilItIsTrustedAgain() throws Exception {
        SigningPublisher acme = new SigningPublisher("acme");
        PluginId id = known("signed");
        refuseUnsigned(Map.of("keys", new String[] {acme.line()}));
        active(acme.signed(echo("signed"), id));
        assertEquals("hello", called());

        trust(Map.of("unsigned", "allowed", "keys", new String[] {acme.line()}, "revoked.keys", new String[] {acme.fingerprint()}));
        await("it is switched off", () -> view().state() == PluginState.FAILED);
        assertTrue(view().reason().orElseThrow(), view().reason().orElseThrow().contains("revoked"));
        assertTrue(hooks.filter("signed", "hello".getBytes(UTF_8)).reports().isEmpty());
        assertEquals(PluginEvent.Kind.FAILED, plugins.history("signed", 1).get(0).kind());
        says("tollgate:show signed", "FAILED", "revoked");
        PluginException stays = assertThrows(PluginException.class, () -> plugins.activate("signed", Optional.empty(), BY));
        assertTrue(stays.getMessage(), stays.getMessage().contains("revoked"));

        refuseUnsigned(Map.of("keys", new String[] {acme.line()}));
        assertEquals("the operator activates it, not the server", PluginState.FAILED, view().state());
        await("it is trusted", this::activates);
        assertEquals("hello", called());

        trust(Map.of("unsigned", "allowed", "keys", new String[] {acme.line()}, "revoked.digests", new String[] {id.digest().hex()}));
        await("its very package is revoked", () -> view().state() == PluginState.FAILED);
    }

    /** A policy that cannot be read trusts nobody, and stops nobody. */
    @Test
    public void aPolicyThatCannotBeReadInstallsNothingAndWhatRunsGoesOn() throws Exception {
        active(echo("signed"));
        configure(PID, Map.of("unsigned", "maybe"));
        await("nothing is installed", () -> {
            try {
                plugins.install(echo("other").build(), BY);
                plugins.remove("other", BY);
                return false;
            } catch (InstallException unread) {
                return unread.getMessage().contains(PID);
            }
        });
        assertEquals("hello", called());
    }

    /** What the package's id is, unsigned. */
    private PluginId known(String slug) throws Exception {
        PluginId id = plugins.install(echo(slug).build(), BY);
        plugins.remove(slug, BY);
        return id;
    }

    private boolean activates() {
        try {
            return plugins.activate("signed", Optional.empty(), BY).state() == PluginState.ACTIVE;
        } catch (PluginException notYet) {
            return false;
        }
    }

    private void refuseUnsigned(Map<String, String[]> more) throws Exception {
        java.util.Map<String, Object> all = new java.util.HashMap<>(more);
        all.put("unsigned", "refused");
        configure(PID, all);
        await("unsigned ones are refused", () -> refuses(echo("probe").build()));
    }

    /** A configuration takes effect on a thread of its own. */
    private void trust(Map<String, Object> policy) throws Exception {
        configure(PID, policy);
        if (!policy.containsKey("revoked.keys") && !policy.containsKey("revoked.digests")) {
            await("unsigned ones are taken", () -> !refuses(echo("probe").build()));
        }
    }

    private boolean refuses(byte[] content) {
        try {
            plugins.remove(plugins.install(content, BY).slug(), BY);
            return false;
        } catch (InstallException refused) {
            return true;
        }
    }

    private void refused(String why, byte[] content) {
        InstallException refused = assertThrows(InstallException.class, () -> plugins.install(content, BY));
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }

    private static TestPackage echo(String slug) {
        return TestPackage.of(slug, "1.0.0", "basic").filter(slug, "echo");
    }

    private PluginView view() {
        return plugins.get("signed").orElseThrow();
    }

    private String called() {
        var result = hooks.filter("signed", "hello".getBytes(UTF_8));
        assertEquals(1, result.reports().size());
        return new String(result.value(), UTF_8);
    }
}

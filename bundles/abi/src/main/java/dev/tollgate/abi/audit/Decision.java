package dev.tollgate.abi.audit;

import dev.tollgate.abi.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an administrator decided. Texts are made plain and cut here, moments are whole milliseconds.
 *
 * @param by     who
 * @param verb   such as {@code gate.grant}: the text of a {@link Verb}, or what another version of the host called it
 * @param slug   the plugin that it is about; empty where it is about none
 * @param object what of it: a version, a capability, a key
 * @param before what stood; empty where nothing did, and where it is a secret
 * @param after  what stands now
 */
public record Decision(Instant at, String by, String verb, Optional<String> slug, String object, Optional<String> before,
        Optional<String> after) {
    /** Texts have so many characters at most. */
    public static final int LONGEST = 1_000;
    private static final Pattern VERB = Pattern.compile("[a-z]+(\\.[a-z]+)+");

    public Decision {
        if (!VERB.matcher(verb).matches()) {
            throw new IllegalArgumentException("a verb is two or more words with dots between them, such as gate.grant, not '" + verb + "'");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        by = plain(by);
        slug = slug.map(Decision::plain);
        object = plain(object);
        before = before.map(Decision::plain);
        after = after.map(Decision::plain);
    }

    public Decision(Instant at, String by, Verb verb, Optional<String> slug, String object, Optional<String> before, Optional<String> after) {
        this(at, by, verb.text(), slug, object, before, after);
    }

    private static String plain(String text) {
        return PlainText.of(text, LONGEST);
    }
}

package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an event has to be like. Looked at field by field in the order of {@link EventField}: the first that is wrong is the answer. */
final class EventRules {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_KIND = 100;
    private static final int MOST_ATTEMPTS = 1_000_000;
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private EventRules() {
    }

    /** What is wrong with it; empty where nothing is. */
    static Optional<IngressResult> fault(IngressEvent event, Manifest.Service service, Instant now) {
        if (!printable(event.source(), LONGEST_NAME)) {
            return wrong(EventField.SOURCE, "a source is 1 to " + LONGEST_NAME + " printable characters");
        }
        Optional<Manifest.Ingress> ingress = service.ingress().stream().filter(one -> one.name().equals(event.ingress())).findFirst();
        if (ingress.isEmpty()) {
            return wrong(EventField.INGRESS, "the plugin has no such ingress; it has "
                    + service.ingress().stream().map(Manifest.Ingress::name).toList());
        }
        return faultFor(event, ingress.get(), now);
    }

    private static Optional<IngressResult> faultFor(IngressEvent event, Manifest.Ingress ingress, Instant now) {
        if (!printable(event.kind(), LONGEST_KIND)) {
            return wrong(EventField.KIND, "a kind is 1 to " + LONGEST_KIND + " printable characters");
        }
        if (!ingress.kinds().isEmpty() && !ingress.kinds().contains(event.kind())) {
            return wrong(EventField.KIND, ingress.name() + " does not take this kind; it takes " + ingress.kinds());
        }
        if (event.payload() == null) {
            return wrong(EventField.PAYLOAD, "an event has a payload, even if it is an empty one");
        }
        if (event.payload().length > ingress.maxBytes()) {
            return wrong(EventField.PAYLOAD, "a payload of " + event.payload().length + " bytes; " + ingress.name() + " takes at most "
                    + ingress.maxBytes());
        }
        if (event.createdAt() == null || event.createdAt().isAfter(now.plus(AHEAD))) {
            return wrong(EventField.CREATED_AT, "an event was created, and not more than " + AHEAD.toMinutes()
                    + " minutes ahead of the host's clock");
        }
        if (event.attempt() < 1 || event.attempt() > MOST_ATTEMPTS) {
            return wrong(EventField.ATTEMPT, "attempts count from 1, not from " + event.attempt());
        }
        if (event.correlationId() == null || event.correlationId().isPresent() && !printable(event.correlationId().get(), LONGEST_NAME)) {
            return wrong(EventField.CORRELATION_ID, "a correlation id is 1 to " + LONGEST_NAME + " printable characters");
        }
        return Optional.empty();
    }

    /** Whether a service still takes one that was taken in under other rules. */
    static boolean takes(Manifest.Service service, IngressEvent event) {
        return service.ingress(event.ingress()).filter(ingress -> (ingress.kinds().isEmpty() || ingress.kinds().contains(event.kind()))
                && event.payload().length <= ingress.maxBytes()).isPresent();
    }

    private static boolean printable(String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest && (ascii(text) || PlainText.of(text).equals(text));
    }

    /** What nearly all of them are, and cheap to see. */
    private static boolean ascii(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    private static Optional<IngressResult> wrong(EventField field, String detail) {
        return Optional.of(IngressResult.invalid(field, detail));
    }
}

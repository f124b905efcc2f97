package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.lifecycle.Signer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A key that the operator trusts.
 *
 * @param slugs which plugins it may sign: slugs, or how they begin and a {@code *}; empty for all
 */
record TrustedKey(String publisher, Ed25519Key key, List<String> slugs) {
    private static final Pattern PUBLISHER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern SLUGS = Pattern.compile("[a-z][a-z0-9-]{0,40}[*]?");

    /**
     * @param line {@code publisher = key}, and after a space the slugs that it is for, if not for all
     * @throws IllegalArgumentException where it cannot be read
     */
    static TrustedKey of(String line) {
        String[] sides = line.split("=", 2);
        if (sides.length < 2 || !PUBLISHER.matcher(sides[0].strip()).matches()) {
            throw new IllegalArgumentException("expected is 'publisher = key', and the publisher is of letters, digits and . _ @ -");
        }
        String[] words = sides[1].strip().split("\\s+");
        List<String> slugs = List.copyOf(Arrays.asList(words).subList(1, words.length));
        for (String slug : slugs) {
            if (!SLUGS.matcher(slug).matches()) {
                throw new IllegalArgumentException("after the key stand the slugs that it is for, such as image-*, not '" + slug + "'");
            }
        }
        return new TrustedKey(sides[0].strip(), Ed25519Key.of(words[0]), slugs);
    }

    boolean isFor(String slug) {
        return slugs.isEmpty() || slugs.stream().anyMatch(pattern -> pattern.endsWith("*")
                ? slug.startsWith(pattern.substring(0, pattern.length() - 1)) : slug.equals(pattern));
    }

    Signer signer() {
        return new Signer(publisher, key.fingerprint());
    }
}

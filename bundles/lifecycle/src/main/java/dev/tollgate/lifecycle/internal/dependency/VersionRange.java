package dev.tollgate.lifecycle.internal.dependency;

import java.util.regex.Pattern;
import org.semver4j.RangesList;
import org.semver4j.RangesListFactory;
import org.semver4j.Semver;

/**
 * A range of semantic versions, in the notation of npm: {@code ^1.2.0}, {@code ~1.2}, {@code 1.x}, {@code >=1.0.0 <3.0.0}, {@code 1.2.0 - 1.4.0},
 * and {@code ||} between several. A version before a release is in it only where the range names one of that same release. The library
 * takes much else, and leaves out what it cannot read; so that is refused before.
 */
public record VersionRange(String text, RangesList ranges) {
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,8})";
    private static final String LABEL = "(?:-[0-9A-Za-z-]+(?:[.][0-9A-Za-z-]+)*)?(?:[+][0-9A-Za-z-]+(?:[.][0-9A-Za-z-]+)*)?";
    private static final String FULL = NUMBER + "[.]" + NUMBER + "[.]" + NUMBER + LABEL;
    private static final String PARTIAL = NUMBER + "(?:[.]" + NUMBER + ")?";
    private static final String WILD = "(?:[xX*]|" + NUMBER + "[.][xX*]|" + NUMBER + "[.]" + NUMBER + "[.][xX*])";
    private static final String COMPARATOR = "(?:" + WILD + "|(?:[\\^~]|>=|<=|>|<|=)?(?:" + FULL + "|" + PARTIAL + "))";
    private static final String SET = "(?:" + COMPARATOR + "(?: +" + COMPARATOR + ")*|" + FULL + " - " + FULL + ")";
    private static final Pattern SHAPE = Pattern.compile(SET + "(?: *[|][|] *" + SET + ")*");
    private static final int LONGEST = 100;

    /** @throws IllegalArgumentException where it cannot be read */
    public static VersionRange of(String text) {
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("is no range of versions; expected is one such as ^1.2.0, ~1.2, 1.x or >=1.0.0 <3.0.0");
        }
        return new VersionRange(text, RangesListFactory.create(text));
    }

    public boolean contains(String version) {
        try {
            Semver read = Semver.parse(version);
            return read != null && ranges.isSatisfiedBy(read);
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.tollgate.abi.capability;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gate as modules import it: {@code tollgate:<capability>@<major>}. */
public record GateName(String capability, int major) {
    private static final Pattern SHAPE = Pattern.compile("tollgate:([a-z][a-z0-9_]{0,40})@([1-9][0-9]{0,3})");

    /** The gate that an import's module name stands for; empty where it is not of that form. */
    public static Optional<GateName> parse(String module) {
        Matcher match = SHAPE.matcher(module);
        return match.matches()
                ? Optional.of(new GateName(match.group(1), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "tollgate:" + capability + "@" + major;
    }
}

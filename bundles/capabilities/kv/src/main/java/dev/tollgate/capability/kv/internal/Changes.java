package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the gate's functions make of what is there. Stores know none of this: they ask it within their transaction. */
final class Changes {
    /** The bytes of the longest number. */
    static final int NUMBER_BYTES = Long.toString(Long.MIN_VALUE).length();
    /** Digits of ASCII only, and one text for each number. */
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private Changes() {
    }

    static Function<Optional<KvEntry>, KvChange<Answer>> set(KvEntry entry) {
        return present -> KvChange.put(entry, Answer.DONE);
    }

    static Function<Optional<KvEntry>, KvChange<Answer>> delete() {
        return present -> present.isPresent() ? KvChange.delete(Answer.DONE)
                : KvChange.none(Answer.refused(Errno.ENOENT, "there is no such key"));
    }

    static Function<Optional<KvEntry>, KvChange<Answer>> increment(long delta) {
        return present -> {
            Optional<Instant> expires = present.flatMap(KvEntry::expires);
            try {
                String sum = Long.toString(Math.addExact(present.map(Changes::number).orElse(0L), delta));
                return KvChange.put(new KvEntry(sum.getBytes(StandardCharsets.US_ASCII), expires), Answer.of(sum));
            } catch (NumberFormatException noNumber) {
                return KvChange.none(Answer.refused(Errno.EINVAL, "the value is no whole number of 64 bits"));
            } catch (ArithmeticException tooLarge) {
                return KvChange.none(Answer.refused(Errno.EINVAL, "the sum does not fit into 64 bits"));
            }
        };
    }

    /**
     * @param expected empty: none
     * @param becomes  empty: none
     */
    static Function<Optional<KvEntry>, KvChange<Answer>> compareAndSet(Optional<byte[]> expected, Optional<KvEntry> becomes) {
        return present -> {
            if (!Arrays.equals(present.map(KvEntry::value).orElse(null), expected.orElse(null))) {
                return KvChange.none(Answer.refused(Errno.ECONFLICT, "the present value is another one"));
            }
            return becomes.isPresent() ? KvChange.put(becomes.get(), Answer.DONE) : KvChange.delete(Answer.DONE);
        };
    }

    private static long number(KvEntry entry) {
        String text = new String(entry.value(), StandardCharsets.ISO_8859_1);
        if (!NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("not a number");
        }
        return Long.parseLong(text);
    }
}

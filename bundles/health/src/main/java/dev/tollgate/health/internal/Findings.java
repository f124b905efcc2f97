package dev.tollgate.health.internal;

import dev.tollgate.abi.PlainText;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.ResultLog.Entry;

/** What a check found, worst and first things first to be written. Texts may have a plugin's words in them: they are made plain and cut. */
final class Findings {
    static final int MOST = 20;
    private static final int LONGEST = 400;

    private final ResultLog log = new ResultLog();
    private Status worst = Status.OK;
    private int count;

    /** Something that is as it should be. */
    void fine(String text) {
        add(Status.OK, text);
    }

    void warn(String text) {
        add(Status.WARN, text);
    }

    /** It passes by itself. */
    void passing(String text) {
        add(Status.TEMPORARILY_UNAVAILABLE, text);
    }

    void red(String text) {
        add(Status.CRITICAL, text);
    }

    /** @param otherwise what is said where nothing else was */
    Result result(String otherwise) {
        if (count == 0) {
            log.add(new Entry(Status.OK, otherwise));
        } else if (count > MOST) {
            log.add(new Entry(worst, "and " + (count - MOST) + " more"));
        }
        return new Result(log);
    }

    private void add(Status status, String text) {
        worst = status.ordinal() > worst.ordinal() ? status : worst;
        if (count++ < MOST) {
            String plain = PlainText.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
            log.add(new Entry(status, plain));
        }
    }
}

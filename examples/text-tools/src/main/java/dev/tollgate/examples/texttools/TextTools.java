package dev.tollgate.examples.texttools;

import dev.tollgate.examples.texttools.Host.Level;
import org.teavm.interop.Export;

/** The handlers that plugin.yaml names. */
public final class TextTools {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REJECTED = 2;

    /** A long text must not use up the plugin's rate of jobs at once. */
    private static final int SUMMARIES_PER_TEXT = 8;

    private TextTools() {}

    /** Filter: sets the text, and leaves a summary of each paragraph to a job. */
    @Export(name = "on_content")
    public static int onContent() {
        var text = Host.input();
        if (Host.output(Typography.of(text)) < 0) {
            return outputRefused();
        }
        var paragraphs = Paragraphs.first(SUMMARIES_PER_TEXT, text);
        for (var i = 0; i < paragraphs.size(); i++) {
            var refusal = Host.enqueue("summarize", paragraphs.get(i));
            if (refusal != 0) {
                // The text matters more than its summary: the filter has done its work either way.
                Host.log(Level.WARN, "no summary of paragraph " + (i + 1) + ", the queue answered " + refusal);
            }
        }
        return DONE;
    }

    /** Action: notes that it happened. */
    @Export(name = "on_saved")
    public static int onSaved() {
        Host.log(Level.INFO, "a post was saved, " + Host.input().length() + " characters");
        return DONE;
    }

    /** Job: the summary of one paragraph, as JSON. */
    @Export(name = "job_summarize")
    public static int jobSummarize() {
        var paragraph = Host.input();
        if (paragraph.isEmpty()) {
            // Trying again would not fill it: straight to the dead letters.
            Host.error("there is no text to summarize");
            return REJECTED;
        }
        return Host.output(Summary.of(paragraph).toJson()) < 0 ? outputRefused() : DONE;
    }

    private static int outputRefused() {
        Host.error("the host refused the output");
        return FAILED;
    }
}

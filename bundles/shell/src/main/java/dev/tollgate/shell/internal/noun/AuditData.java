package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.util.regex.Pattern;

/** Records of the audit as they are shown. */
final class AuditData {
    static final Table LIST = Table.of(Column.time("WHEN", "at"), Column.text("WHO", "by"), Column.id("WHAT", "verb"), Column.text("PLUGIN", "slug"),
            Column.text("CHANGE", "change"));
    private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");

    private AuditData() {
    }

    static Doc of(AuditRecord record) {
        return brief(record.decision()).put("number", record.number()).put("object", record.decision().object())
                .put("before", record.decision().before()).put("after", record.decision().after()).put("hash", record.hash().hex());
    }

    /** What changed in one cell, which is the last one, so that it is cut before anything else is. */
    static Doc row(AuditRecord record) {
        Decision decision = record.decision();
        String change = decision.object() + decision.before().map(before -> ", before: " + before).orElse("")
                + decision.after().map(after -> ", now: " + after).orElse("");
        return brief(decision).put("change", DIGEST.matcher(change).replaceAll("$1"));
    }

    static Doc of(AuditCheck check) {
        return new Doc().put("store", check.store()).put("first", check.first()).put("last", check.last()).put("hash", check.hash().hex())
                .put("whole", check.broken().isEmpty()).put("broken", check.broken());
    }

    static void add(Page page, AuditCheck check) {
        page.line("store", check.store())
                .line("records", check.last() == 0 ? "none" : check.first() + " to " + check.last() + ", each as it was written")
                .line("hash", check.last() == 0 ? "" : check.hash().hex())
                .line("BROKEN", check.broken().map(why -> why + "; compare it with a copy of the store").orElse(""));
    }

    private static Doc brief(Decision decision) {
        return new Doc().put("at", decision.at()).put("by", decision.by()).put("verb", decision.verb()).put("slug", decision.slug());
    }
}

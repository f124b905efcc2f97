package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what administrators decided. Of a plugin that is gone as well: the record outlives it. */
@Component
@Command(name = Noun.SCOPE + "audit", description = "shows what administrators decided, and whether the record of it is whole")
public final class AuditNoun implements Noun {
    private final Audit audit;
    private final Known known;
    private final InstantSource clock;

    @Activate
    public AuditNoun(@Reference Audit audit, @Reference Plugins plugins) {
        this(audit, plugins, InstantSource.system());
    }

    private AuditNoun(Audit audit, Plugins plugins, InstantSource clock) {
        this.audit = audit;
        this.known = new Known(plugins);
        this.clock = clock;
    }

    static AuditNoun of(Audit audit, Plugins plugins, InstantSource clock) {
        return new AuditNoun(audit, plugins, clock);
    }

    @Command(name = "list", description = "lists the newest decisions")
    public Act list(@Option(names = "--plugin", paramLabel = "SLUG", description = "only those about this plugin") String slug,
            @Option(names = "--by", paramLabel = "WHO", description = "only this one's") String by,
            @Option(names = "--since", paramLabel = "WHEN", description = "only from then on: a moment such as 2026-03-01T12:00:00Z, a day such as"
                    + " 2026-03-01 (UTC), or how long ago, such as 30m, 12h or 7d") String since,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "how many of them; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            Optional<Instant> from = Optional.ofNullable(since).map(text -> Since.of(text, clock.instant()));
            List<AuditRecord> records = audit.read(new AuditFilter(from, Optional.empty(), Optional.ofNullable(slug), Optional.ofNullable(by), most));
            List<Doc> rows = records.stream().map(AuditData::row).toList();
            return new Answer(Doc.array(records.stream().map(AuditData::of).toList()),
                    () -> rows.isEmpty() ? "there is no such decision" : AuditData.LIST.of(Doc.nodes(rows)));
        };
    }

    @Command(name = "verify", description = "reads all of the record, and says whether any of it was changed, removed or put in; write its last number and"
            + " hash down elsewhere, and what is cut off its end shows too")
    public Act verify() {
        return caller -> {
            List<AuditCheck> checks = audit.verify();
            Page page = new Page();
            checks.forEach(check -> AuditData.add(page, check));
            return new Answer(Doc.array(checks.stream().map(AuditData::of).toList()), () -> checks.isEmpty() ? "there is no store of records" : page.toString());
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SLUG") ? known.slugs() : List.of();
    }
}

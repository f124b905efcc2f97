package dev.tollgate.shell.internal.noun;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A line for each command. */
final class Samples {
    private Samples() {
    }

    static List<String> lines() throws Exception {
        Path secret = Bed.secret("hush");
        Path folder = Files.createTempDirectory("plugin");
        Files.writeString(folder.resolve("plugin.yaml"), "slug: image-tools");
        return List.of("list", "show image-tools", "limits image-tools", "install " + folder, "update " + folder, "activate image-tools",
                "activate image-tools 1.4.0", "activate image-tools 1.4.0 --downgrade", "deactivate image-tools", "rollback image-tools",
                "remove image-tools", "versions image-tools", "history image-tools", "history image-tools -n 5", "retire image-tools 1.5.0-beta.1",
                "grant image-tools http", "grant image-tools http '{\"hosts\":[\"api.example.com\"]}'", "revoke image-tools http", "grants image-tools",
                "grants --diff image-tools", "breaker image-tools", "breaker show image-tools", "breaker reset image-tools", "trips image-tools",
                "capabilities", "capabilities list", "capabilities show http", "capabilities used image-tools", "hooks", "hooks list",
                "hooks show the_content", "hooks filter the_content hello", "hooks action the_content hello", "jobs", "jobs list --state dead",
                "jobs list --plugin image-tools", "jobs show " + Bed.JOB, "jobs counts", "jobs run image-tools resize", "jobs run image-tools resize body --times 2",
                "jobs retry " + Bed.JOB, "jobs retry --plugin image-tools", "jobs discard " + Bed.JOB, "jobs discard --reason fuel",
                "jobs pause image-tools", "jobs resume image-tools", "joblimits image-tools", "joblimits list image-tools",
                "joblimits set image-tools rate.per.minute 5", "joblimits reset image-tools", "runs", "runs --result failed", "schedules", "schedules list",
                "schedules show image-tools/nightly", "schedules next image-tools/nightly", "schedules run image-tools/nightly",
                "schedules enable image-tools/nightly", "schedules disable image-tools/nightly", "services", "services list",
                "services status image-tools", "services start image-tools", "services stop image-tools --discard", "services restart image-tools",
                "services diagnostics", "events image-tools", "events list image-tools", "events offer image-tools hook push 'hello there'",
                "events replay image-tools e-7", "events discard image-tools e-7", "config image-tools", "config list image-tools",
                "config set image-tools width 80", "config unset image-tools width", "secrets image-tools", "secrets list image-tools",
                "secrets set image-tools token " + secret, "secrets remove image-tools token", "websockets", "websockets list", "websockets show ticks",
                "audit", "audit list --plugin image-tools --by ann --since 7d -n 5", "audit verify", "deployments", "deployments list",
                "deployments show broken.tgp", "configuration", "configuration list", "health",
                "top -n 1", "tail -n 1");
    }
}

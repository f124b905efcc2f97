package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFault.InForce;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployments;
import dev.tollgate.shell.internal.Canned;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.osgi.framework.ServiceReference;

/** What the host's own services tell operators, as bad as it gets. */
final class Records {
    static final PluginId ID = new PluginId(Bed.SLUG, "1.4.0", Digest.of(new byte[] {1}));
    static final List<AuditRecord> DECISIONS = decisions();

    private Records() {
    }

    static Audit audit() {
        return Canned.of(Audit.class).says("read", DECISIONS).says("verify", List.of(
                new AuditCheck("sqlite", 1, 2, DECISIONS.get(0).hash(), Optional.empty()),
                new AuditCheck("postgres", 1, 12, Digest.of(new byte[] {2}), Optional.of("record 13 is missing")),
                new AuditCheck("empty", 0, 0, AuditRecord.NOTHING, Optional.empty()))).service();
    }

    static Deployments deployments() {
        return Canned.of(Deployments.class).says("list", List.of(
                new Deployment("broken.tgp", Deployment.State.REFUSED, Optional.empty(), List.of("/slug: is not there", Bed.BAD), Bed.NOW),
                new Deployment("image-tools.tgp", Deployment.State.RUNS, Optional.of(ID), List.of(), Bed.NOW))).service();
    }

    static ConfigurationFaults faults() {
        return Canned.of(ConfigurationFaults.class).says("present", List.of(new ConfigurationFault("dev.tollgate.http", Optional.of("dev.tollgate.http.cfg"),
                "timeout.ms", Bed.BAD, InForce.FORMER, Bed.NOW))).service();
    }

    static HealthCheckExecutor checks() {
        ResultLog wrong = new ResultLog().add(new ResultLog.Entry(Result.Status.OK, "all is well")).add(new ResultLog.Entry(Result.Status.CRITICAL, Bed.BAD))
                .add(new ResultLog.Entry("not for operators", true));
        return Canned.of(HealthCheckExecutor.class).says("execute", List.of(result("a store", new Result(Result.Status.OK, "it answers")),
                result("breakers", new Result(wrong)))).service();
    }

    private static HealthCheckExecutionResult result(String name, Result said) {
        ServiceReference<?> reference = Canned.of(ServiceReference.class).does("getProperty", args -> switch ((String) args[0]) {
            case "hc.name" -> name;
            case "hc.tags" -> new String[] {"tollgate"};
            case "service.id" -> 1L;
            default -> null;
        }).service();
        return Canned.of(HealthCheckExecutionResult.class).says("getHealthCheckResult", said).says("getHealthCheckMetadata", new HealthCheckMetadata(reference))
                .says("hasTimedOut", false).says("getElapsedTimeInMs", 3L).says("getFinishedAt", new Date(0)).service();
    }

    private static List<AuditRecord> decisions() {
        List<AuditRecord> records = new ArrayList<>();
        records.add(AuditRecord.after(0, AuditRecord.NOTHING, new Decision(Bed.NOW, Bed.BAD, "config.set", Optional.of(Bed.SLUG), "width",
                Optional.of("70"), Optional.of(Bed.BAD))));
        records.add(AuditRecord.after(1, records.get(0).hash(), new Decision(Bed.NOW, "ann", "plugin.activate", Optional.of(Bed.SLUG),
                ID.version() + " " + ID.digest().hex(), Optional.empty(), Optional.empty())));
        return records;
    }
}

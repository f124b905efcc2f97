package dev.tollgate.bridge.internal;

import dev.tollgate.abi.manifest.Durations;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.lifecycle.ActivePlugin;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** What is declared for a plugin: its manifest's schedules and further ones, each with the job that it becomes. */
final class PluginDeclarations {
    /** A failed run is tried again within seconds, before the next one can be due; what lasts longer is the next fire time's. */
    static final int RETRIES = 3;

    private PluginDeclarations() {
    }

    static List<Declaration> of(ActivePlugin plugin, List<JobContract> further) {
        return Stream.concat(plugin.manifest().schedules().stream().map(PluginDeclarations::contract), further.stream())
                .map(contract -> declaration(plugin, contract)).toList();
    }

    private static Declaration declaration(ActivePlugin plugin, JobContract contract) {
        PluginTaskPayload payload = PluginTaskPayload.scheduled(plugin.id(), contract.name(), contract.handler());
        return new Declaration(contract, PluginQueue.QUEUE, payload.jobType(), payload.encode(), RETRIES);
    }

    /** The manifest was checked when it was read. */
    static JobContract contract(Manifest.Schedule schedule) {
        return new JobContract(schedule.name(), schedule.displayName(), schedule.description(), schedule.pattern(),
                ZoneId.of(schedule.timezone()), schedule.scope().equals("all_node") ? Scope.ALL_NODE : Scope.LEADER,
                schedule.maxConcurrency(), Durations.parse(schedule.timeout()).orElseThrow(), schedule.handler());
    }
}

package dev.tollgate.jobs;

/**
 * A declared or enqueued job in brief.
 *
 * @param id     a schedule's id or a {@link JobId}
 * @param name   the schedule's name, or the enqueued job's type
 * @param status {@code enabled}, {@code disabled} or {@code paused_by_plugin} for a schedule; the {@link JobState} in lower
 *               case for an enqueued job
 */
public record JobSummary(String id, String name, String group, String status) {
}

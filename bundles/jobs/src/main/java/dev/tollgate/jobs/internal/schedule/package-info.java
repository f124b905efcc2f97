/**
 * When schedules fire, and what becomes of a fire time. {@link dev.tollgate.jobs.internal.schedule.CronPattern} is the
 * calendar without zones, {@link dev.tollgate.jobs.internal.schedule.FireTimes} puts it into one,
 * {@link dev.tollgate.jobs.internal.schedule.Misfire} says what is due, and
 * {@link dev.tollgate.jobs.internal.schedule.Timetable} asks the store to decide it: one row per fire time, whichever node is
 * first. Beside them stand who declares: {@link dev.tollgate.jobs.internal.schedule.StoredSchedules} for those who speak for a
 * group, {@link dev.tollgate.jobs.internal.schedule.Registrars} for bundles.
 */
package dev.tollgate.jobs.internal.schedule;

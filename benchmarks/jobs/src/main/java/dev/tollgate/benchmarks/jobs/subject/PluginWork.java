package dev.tollgate.benchmarks.jobs.subject;

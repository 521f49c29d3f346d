// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.executor.OrganisationLimits;
import dev.graft.quota.StorageQuota;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalInt;

/** Holds orders against the limits of their organisation. */
@ApplicationScoped
public class JobLimits {

    private final JobRepository jobs;
    private final OrganisationLimits limits;
    private final StorageQuota storage;

    /** For the container's proxy. */
    protected JobLimits() {
        this(null, null, null);
    }

    @Inject
    public JobLimits(JobRepository jobs, OrganisationLimits limits, StorageQuota storage) {
        this.jobs = jobs;
        this.limits = limits;
        this.storage = storage;
    }

    /**
     * Checks an order.
     *
     * @return the order with a time limit, if there is any
     * @throws GraftException QUOTA_EXCEEDED if it wants more GPUs than the organisation may ever have, too many jobs are queued
     *     already, or nothing more may be stored
     */
    JobOrder check(String org, JobOrder order) {
        long wanted = Math.max(1, order.numGpu().orElse(1));
        OptionalInt slots = limits.slots(org);
        if (slots.isPresent() && wanted > slots.getAsInt()) {
            throw new GraftException(
                    StandardError.QUOTA_EXCEEDED,
                    "The job wants " + wanted + " GPUs, and the jobs of organisation " + org + " may have " + slots.getAsInt()
                            + " together. Ask for less with num_gpu, or an administrator for more.");
        }
        OptionalInt queued = limits.queuedJobs(org);
        if (queued.isPresent() && jobs.pending(org) >= queued.getAsInt()) {
            throw new GraftException(
                    StandardError.QUOTA_EXCEEDED,
                    "Organisation " + org + " has " + queued.getAsInt()
                            + " jobs in the queue, as many as it may. Wait until some have started, or cancel some.");
        }
        storage.requireRoom(org);
        return order.with(order.priority(), order.timeLimit().or(() -> limits.time(org)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Jobs in memory. */
public final class JobsInMemory implements JobRepository {

    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final List<JobHistoryEntry> entries = new CopyOnWriteArrayList<>();
    private final List<JobLineage> lineages = new CopyOnWriteArrayList<>();

    @Override
    public void add(Job job) {
        jobs.add(job);
    }

    @Override
    public void add(JobHistoryEntry entry) {
        entries.add(entry);
    }

    @Override
    public void add(JobLineage lineage) {
        lineages.add(lineage);
    }

    @Override
    public void remove(Job job) {
        jobs.remove(job);
        entries.removeIf(entry -> entry.jobId().equals(job.id()));
        lineages.removeIf(lineage -> lineage.jobId().equals(job.id()));
    }

    @Override
    public Optional<Job> find(String org, UUID id) {
        return find(id).filter(job -> job.org().equals(org));
    }

    @Override
    public Optional<Job> find(UUID id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Job> lock(UUID id) {
        return find(id);
    }

    @Override
    public Optional<Job> claim(UUID id) {
        return find(id).filter(job -> job.state() == JobState.PENDING);
    }

    @Override
    public List<RunningJobFacts> running() {
        return inState(JobState.RUNNING).stream().map(RunningJobFacts::of).toList();
    }

    @Override
    public Page<Job> ofOwner(String org, JobOwner owner, PageRequest page) {
        return page(job -> job.org().equals(org) && job.owner().equals(owner), page);
    }

    @Override
    public Page<Job> ofKind(String org, JobOwner.Kind kind, PageRequest page) {
        return page(job -> job.org().equals(org) && job.owner().kind() == kind, page);
    }

    @Override
    public Map<UUID, List<Job>> ofOwners(String org, JobOwner.Kind kind, Collection<UUID> ownerIds) {
        return jobs.stream()
                .filter(job -> job.searchId().isEmpty())
                .filter(job -> job.org().equals(org) && job.owner().kind() == kind && ownerIds.contains(job.owner().id()))
                .collect(Collectors.groupingBy(job -> job.owner().id()));
    }

    @Override
    public List<Job> inState(JobState state) {
        return sorted(job -> job.state() == state, Comparator.comparing(Job::pendingSince));
    }

    @Override
    public long pending(String org) {
        return inState(org, JobState.PENDING).stream().filter(job -> job.searchId().isEmpty()).count();
    }

    @Override
    public List<Job> inState(String org, JobState state) {
        return inState(state).stream().filter(job -> job.org().equals(org)).toList();
    }

    @Override
    public List<QueuedJob> queue() {
        return inState(JobState.PENDING).stream().map(QueuedJob::of).toList();
    }

    @Override
    public Map<UUID, JobState> states(Collection<UUID> ids) {
        Map<UUID, JobState> states = new HashMap<>();
        jobs.stream().filter(job -> ids.contains(job.id())).forEach(job -> states.put(job.id(), job.state()));
        return states;
    }

    @Override
    public Optional<Job> newestTrained(UUID experimentId) {
        return jobs.stream()
                .filter(job -> job.owner().equals(JobOwner.experiment(experimentId)))
                .filter(job -> job.action().trains() && job.state() == JobState.DONE && job.searchId().isEmpty())
                .max(Comparator.comparing(job -> job.endedOn().orElseThrow()));
    }

    @Override
    public List<Job> unended(JobOwner owner) {
        return sorted(job -> job.owner().equals(owner) && !job.state().ended(), Comparator.comparing(Job::createdOn));
    }

    @Override
    public List<JobHistoryEntry> history(UUID jobId) {
        return entries.stream().filter(entry -> entry.jobId().equals(jobId)).toList();
    }

    @Override
    public List<JobLineage> lineage(UUID jobId) {
        return lineages.stream().filter(lineage -> lineage.jobId().equals(jobId)).toList();
    }

    private Page<Job> page(Predicate<Job> wanted, PageRequest page) {
        List<Job> all = sorted(wanted.and(job -> job.searchId().isEmpty()), Comparator.comparing(Job::lastModified).reversed());
        List<Job> items = all.stream().skip(page.skip()).limit(page.size().orElse(Integer.MAX_VALUE)).toList();
        return new Page<>(items, all.size());
    }

    private List<Job> sorted(Predicate<Job> wanted, Comparator<Job> order) {
        List<Job> found = new ArrayList<>(jobs.stream().filter(wanted).toList());
        found.sort(order);
        return found;
    }
}

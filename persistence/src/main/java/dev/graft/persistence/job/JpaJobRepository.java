// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.graft.job.Job;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobLineage;
import dev.graft.job.JobOwner;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.QueuedJob;
import dev.graft.job.RunningJobFacts;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.page.Sort;
import dev.graft.spi.Action;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The jobs on Jakarta Persistence. */
@ApplicationScoped
@Transactional
public class JpaJobRepository implements JobRepository {

    /** Databases bound the number of parameters of one statement. */
    private static final int BATCH = 500;

    private static final long COUNTED_ALWAYS = 1_000;

    private static final Set<JobState> UNENDED = Set.of(JobState.PENDING, JobState.RUNNING);

    private final EntityManager entities;

    /**
     * How many jobs the long lists have. Databases count row by row, so the longer a list the older its total may be: a list of 1,000 by
     * 50 ms, one of 100,000 by 5 s. Shorter lists are always counted.
     */
    private final Cache<List<Object>, Long> totals = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfter(Expiry.<List<Object>, Long>creating(
                    (list, total) -> Duration.ofMillis(total < COUNTED_ALWAYS ? 0 : total / 20)))
            .build();

    /** For the container's proxy. */
    protected JpaJobRepository() {
        this(null);
    }

    @Inject
    public JpaJobRepository(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Job job) {
        entities.persist(job);
        // Its history refers to it in the database only, so the provider would not know which to write first.
        entities.flush();
    }

    @Override
    public void add(JobHistoryEntry entry) {
        entities.persist(entry);
    }

    @Override
    public void add(JobLineage lineage) {
        entities.persist(lineage);
    }

    @Override
    public void remove(Job job) {
        for (String kept : List.of("JobHistoryEntry", "JobLineage")) {
            entities.createQuery("delete from " + kept + " e where e.jobId = :job").setParameter("job", job.id()).executeUpdate();
        }
        entities.remove(entities.contains(job) ? job : entities.merge(job));
    }

    @Override
    public Optional<Job> find(String org, UUID id) {
        return find(id).filter(job -> job.org().equals(org));
    }

    @Override
    public Optional<Job> find(UUID id) {
        return Optional.ofNullable(entities.find(Job.class, id));
    }

    @Override
    public Optional<Job> lock(UUID id) {
        Optional<Job> job = find(id);
        // What this transaction has changed of it already must be in the row that is read again.
        entities.flush();
        try {
            job.ifPresent(found -> entities.refresh(found, LockModeType.PESSIMISTIC_WRITE));
            return job;
        } catch (EntityNotFoundException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Job> claim(UUID id) {
        List<?> held = entities.createNativeQuery(
                        "select state from jobs where id = cast(? as uuid) and state = 'PENDING' for update skip locked")
                .setParameter(1, id.toString())
                .getResultList();
        return held.isEmpty() ? Optional.empty() : lock(id);
    }

    @Override
    public Page<Job> ofOwner(String org, JobOwner owner, PageRequest page) {
        return page(" and j.ownerId = :owner", org, owner.kind(), Map.of("owner", owner.id()), page);
    }

    @Override
    public Page<Job> ofKind(String org, JobOwner.Kind kind, PageRequest page) {
        return page("", org, kind, Map.of(), page);
    }

    @Override
    public Map<UUID, List<Job>> ofOwners(String org, JobOwner.Kind kind, Collection<UUID> ownerIds) {
        Map<UUID, List<Job>> byOwner = new LinkedHashMap<>();
        for (List<UUID> batch : batches(ownerIds)) {
            entities.createQuery(
                            "select j from Job j where j.org = :org and j.ownerKind = :kind and j.ownerId in :owners and j.searchId is null"
                                    + " order by j.lastModified desc, j.id",
                            Job.class)
                    .setParameter("org", org)
                    .setParameter("kind", kind)
                    .setParameter("owners", batch)
                    .getResultStream()
                    .forEach(job -> byOwner.computeIfAbsent(job.owner().id(), id -> new ArrayList<>()).add(job));
        }
        return byOwner;
    }

    @Override
    public List<Job> inState(JobState state) {
        return entities.createQuery("select j from Job j where j.state = :state order by j.pendingSince, j.id", Job.class)
                .setParameter("state", state)
                .getResultList();
    }

    @Override
    public List<Job> inState(String org, JobState state) {
        return entities.createQuery(
                        "select j from Job j where j.org = :org and j.state = :state order by j.pendingSince, j.id", Job.class)
                .setParameter("org", org)
                .setParameter("state", state)
                .getResultList();
    }

    @Override
    public List<QueuedJob> queue() {
        return entities.createQuery(
                        "select new dev.graft.job.QueuedJob(j.id, j.org, j.ownerKind, j.ownerId, j.architecture, j.action, j.parentId,"
                                + " j.numGpu, j.platform, j.priority, j.resumed, j.search, j.pendingSince, j.notBefore)"
                                + " from Job j where j.state = :state order by j.pendingSince, j.id",
                        QueuedJob.class)
                .setParameter("state", JobState.PENDING)
                .getResultList();
    }

    @Override
    public List<RunningJobFacts> running() {
        return entities.createQuery(
                        "select new dev.graft.job.RunningJobFacts(j.id, j.org, j.search, j.serverId, j.host, j.executor, j.slots,"
                                + " j.stopGraceMillis) from Job j where j.state = :state order by j.startedOn, j.id",
                        RunningJobFacts.class)
                .setParameter("state", JobState.RUNNING)
                .getResultList();
    }

    @Override
    public long pending(String org) {
        return entities.createQuery(
                        "select count(j) from Job j where j.org = :org and j.state = :state and j.searchId is null", Long.class)
                .setParameter("org", org)
                .setParameter("state", JobState.PENDING)
                .getSingleResult();
    }

    @Override
    public Map<UUID, JobState> states(Collection<UUID> ids) {
        Map<UUID, JobState> states = new HashMap<>();
        for (List<UUID> batch : batches(ids)) {
            entities.createQuery("select j.id, j.state from Job j where j.id in :ids", Object[].class)
                    .setParameter("ids", batch)
                    .getResultStream()
                    .forEach(row -> states.put((UUID) row[0], (JobState) row[1]));
        }
        return states;
    }

    @Override
    public Optional<Job> newestTrained(UUID experimentId) {
        return entities.createQuery(
                        "select j from Job j where j.ownerKind = :kind and j.ownerId = :owner and j.state = :state"
                                + " and j.action in :actions and j.searchId is null order by j.endedOn desc, j.id",
                        Job.class)
                .setParameter("kind", JobOwner.Kind.EXPERIMENT)
                .setParameter("owner", experimentId)
                .setParameter("state", JobState.DONE)
                .setParameter("actions", Set.of(Action.TRAIN, Action.RETRAIN))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<Job> unended(JobOwner owner) {
        return entities.createQuery(
                        "select j from Job j where j.ownerKind = :kind and j.ownerId = :owner and j.state in :states"
                                + " order by j.createdOn, j.id",
                        Job.class)
                .setParameter("kind", owner.kind())
                .setParameter("owner", owner.id())
                .setParameter("states", UNENDED)
                .getResultList();
    }

    @Override
    public List<JobHistoryEntry> history(UUID jobId) {
        return entities.createQuery(
                        "select e from JobHistoryEntry e where e.jobId = :job order by e.time, e.id", JobHistoryEntry.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    @Override
    public List<JobLineage> lineage(UUID jobId) {
        return entities.createQuery("select l from JobLineage l where l.jobId = :job order by l.attempt, l.recordedOn", JobLineage.class)
                .setParameter("job", jobId)
                .getResultList();
    }

    private Page<Job> page(String condition, String org, JobOwner.Kind kind, Map<String, Object> more, PageRequest page) {
        String where = " from Job j where j.org = :org and j.ownerKind = :kind and j.searchId is null" + condition;
        long total = totals.get(List.of(org, kind, more), list -> {
            TypedQuery<Long> count = entities.createQuery("select count(j)" + where, Long.class);
            bind(count, org, kind, more);
            return count.getSingleResult();
        });
        if (page.size().isPresent() && page.size().getAsInt() == 0) {
            return new Page<>(List.of(), total);
        }
        TypedQuery<Job> query = entities.createQuery("select j" + where + order(page.sort()), Job.class);
        bind(query, org, kind, more);
        query.setFirstResult(page.skip());
        page.size().ifPresent(query::setMaxResults);
        return new Page<>(query.getResultList(), total);
    }

    private static void bind(TypedQuery<?> query, String org, JobOwner.Kind kind, Map<String, Object> more) {
        query.setParameter("org", org).setParameter("kind", kind);
        more.forEach(query::setParameter);
    }

    private static String order(Sort sort) {
        String direction = sort.descending() ? " desc" : "";
        return " order by " + (sort.byName() ? "j.name" : "j.lastModified") + direction + ", j.id";
    }

    private static List<List<UUID>> batches(Collection<UUID> ids) {
        List<UUID> all = List.copyOf(Set.copyOf(ids));
        return IntStream.iterate(0, start -> start < all.size(), start -> start + BATCH)
                .<List<UUID>>mapToObj(start -> all.subList(start, Math.min(all.size(), start + BATCH)))
                .toList();
    }
}

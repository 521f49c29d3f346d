// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.graft.change.RowWritten;
import dev.graft.plugin.NetworkRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers to reads, kept as the bytes that were sent, so that what many ask for is read and rendered once. An answer goes with the rows
 * that it was made of: while a transaction of this server writes one of them every read goes to the database, and what was kept before
 * its end is never found again. What another server of the same database writes is seen after {@link #MAX_AGE}. Thread safe.
 */
@ApplicationScoped
public class KeptAnswers {

    /** How long a change made on another server can go unseen. */
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    private static final long MAX_BYTES = 16L << 20;
    private static final int MAX_ANSWER = 256 << 10;
    private static final int MAX_SUBJECTS = 20_000;

    /** Without a transaction the end is told at once, too. */
    private static final int BEFORE_ITS_END = 1;

    /** What an entry takes beside its bytes, roughly. */
    private static final int OVERHEAD = 500;

    private final NetworkRegistry networks;
    private final AtomicLong numbers = new AtomicLong();

    /** Transactions that are writing, by subject; a subject without any is absent. */
    private final Map<Object, Integer> writing = new ConcurrentHashMap<>();

    /** A number never comes twice, so that answers under a forgotten one are out of reach. */
    private final Cache<Object, Long> generations;
    private final Cache<Key, Entry> answers;
    private final Ticker ticker;

    /** For the container's proxy. */
    protected KeptAnswers() {
        this(null, Ticker.systemTicker());
    }

    @Inject
    public KeptAnswers(NetworkRegistry networks) {
        this(networks, Ticker.systemTicker());
    }

    KeptAnswers(NetworkRegistry networks, Ticker ticker) {
        this.networks = networks;
        this.ticker = ticker;
        this.generations = Caffeine.newBuilder().maximumSize(MAX_SUBJECTS).build();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, Entry entry) -> entry.answer.body().size() + OVERHEAD)
                .expireAfterWrite(MAX_AGE)
                .ticker(ticker)
                .build();
    }

    /**
     * The answer to a question.
     *
     * @param subject what it is about: the id of a dataset, experiment or job, or {@link Settings} or {@link Everything}
     * @param question tells it from others about the subject, and who may ask it from who may not
     * @param source reads and renders it; what it throws is not kept
     */
    public KeptAnswer answer(Object subject, Object question, Supplier<KeptAnswer> source) {
        if (writing.containsKey(subject)) {
            return source.get();
        }
        Key key = new Key(subject, generations.get(subject, unknown -> numbers.incrementAndGet()), networks.edition(), question);
        Entry kept = answers.getIfPresent(key);
        if (kept != null && !kept.isDue(ticker.read())) {
            return kept.answer;
        }
        Entry fresh = new Entry(source.get(), ticker.read());
        if (fresh.answer.body().size() <= MAX_ANSWER) {
            answers.put(key, fresh);
        }
        return fresh.answer;
    }

    /** As a subject: all datasets and experiments of an organisation, without their jobs. */
    public record Settings(String org) {}

    /** As a subject: all datasets, experiments and jobs of an organisation. */
    public record Everything(String org) {}

    void writing(@Observes @Priority(BEFORE_ITS_END) RowWritten row) {
        subjects(row).forEach(this::begin);
    }

    void written(@Observes(during = TransactionPhase.AFTER_COMPLETION) @Priority(BEFORE_ITS_END + 1) RowWritten row) {
        subjects(row).forEach(this::end);
    }

    private static Set<Object> subjects(RowWritten row) {
        Set<Object> subjects = new HashSet<>(row.ids());
        subjects.add(new Everything(row.org()));
        if (row.kind() != RowWritten.Kind.JOB) {
            subjects.add(new Settings(row.org()));
        }
        return subjects;
    }

    private void begin(Object subject) {
        writing.merge(subject, 1, Integer::sum);
        generations.invalidate(subject);
    }

    /** In this order: a read that finds nobody writing must not find what was read before the commit. */
    private void end(Object subject) {
        generations.invalidate(subject);
        writing.computeIfPresent(subject, (key, transactions) -> transactions == 1 ? null : transactions - 1);
    }

    /** The generation changes with the subject's rows, the edition with the plugins. */
    private record Key(Object subject, long generation, long edition, Object question) {}

    /** An answer, which one of its readers makes anew before it is too old, so that the others need not all do it then. */
    private static final class Entry {

        private final KeptAnswer answer;
        private final long read;
        private final AtomicBoolean renewing = new AtomicBoolean();

        Entry(KeptAnswer answer, long read) {
            this.answer = answer;
            this.read = read;
        }

        boolean isDue(long now) {
            return now - read > MAX_AGE.toNanos() / 2 && renewing.compareAndSet(false, true);
        }
    }
}

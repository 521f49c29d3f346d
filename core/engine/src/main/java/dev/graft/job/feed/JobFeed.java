// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.feed.FeedEvent.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what happened to a job since a position. Every change of state and every status line comes once and in order; of the log a new
 * reader gets the end, and then what comes. The state in which a job ends is the last event, after all its status lines and its log.
 */
@ApplicationScoped
@Transactional
public class JobFeed {

    /** How much of a long log a new reader gets, and most of it in one event. */
    static final int LOG_PART = 16 * 1024;

    /** A status line is no longer, or it is passed over. */
    private static final int STATUS_PART = 1 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final JobRepository jobs;
    private final JobFiles files;

    /** For the container's proxy. */
    protected JobFeed() {
        this(null, null);
    }

    @Inject
    public JobFeed(JobRepository jobs, JobFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    /**
     * Where a new reader begins: at the first change of state and the first status line, and near the end of the log.
     *
     * @throws NotFound if the organisation has no such job
     */
    public FeedPosition start(String org, UUID jobId) {
        Job job = jobs.find(org, jobId).orElseThrow(() -> NotFound.of("job", jobId));
        try {
            return new FeedPosition(0, 0, new FileLines(files.of(job).log(), LOG_PART).tail(LOG_PART));
        } catch (IOException e) {
            throw new UncheckedIOException("the log of job " + jobId + " cannot be read", e);
        }
    }

    /**
     * What comes after a position; to be called again, with the position that it leads to, until it is empty.
     *
     * @param from a position; one that the job has not come to yet counts as the present
     */
    public FeedPart next(String org, UUID jobId, FeedPosition from) {
        Optional<Job> job = jobs.find(org, jobId);
        if (job.isEmpty()) {
            return new FeedPart(List.of(), from, true);
        }
        try {
            return new Reading(job.get(), from).part();
        } catch (IOException e) {
            throw new UncheckedIOException("the files of job " + jobId + " cannot be read", e);
        }
    }

    /** One look at a job. The history is read first: what a worker wrote before its end is then read before its end is told. */
    private final class Reading {

        private final JobFolder folder;
        private final List<JobHistoryEntry> history;
        private final boolean over;
        private final List<FeedEvent> events = new ArrayList<>();
        private FeedPosition at;

        Reading(Job job, FeedPosition from) {
            this.folder = files.of(job);
            this.history = jobs.history(job.id());
            this.over = !history.isEmpty() && history.get(history.size() - 1).to().ended();
            this.at = new FeedPosition(Math.min(from.states(), history.size()), from.statusBytes(), from.logBytes());
        }

        FeedPart part() throws IOException {
            int last = over ? history.size() - 1 : history.size();
            while (at.states() < last) {
                addState();
            }
            boolean statusRead = addStatusLines();
            boolean read = addLog() && statusRead;
            if (read && at.states() < history.size()) {
                addState();
            }
            return new FeedPart(events, at, over && read);
        }

        private void addState() {
            JobHistoryEntry entry = history.get(at.states());
            ObjectNode data = JsonNodeFactory.instance.objectNode().put("status", entry.to().label());
            entry.from().map(JobState::label).ifPresent(label -> data.put("from", label));
            data.put("time", entry.time().toString()).put("reason", entry.why());
            at = at.withState();
            events.add(new FeedEvent(Kind.STATE, at, data));
        }

        /** @return whether nothing is left to read */
        private boolean addStatusLines() throws IOException {
            FileLines file = new FileLines(folder.status(), STATUS_PART);
            FileLines.Part part = file.next(at.statusBytes(), over);
            for (FileLines.Line line : part.lines()) {
                at = at.withStatus(line.after());
                statusLine(line.text()).ifPresent(data -> events.add(new FeedEvent(Kind.STATUS, at, data)));
            }
            at = at.withStatus(part.after());
            return part.after() >= file.size();
        }

        private boolean addLog() throws IOException {
            FileLines file = new FileLines(folder.log(), LOG_PART);
            FileLines.Part part = file.next(at.logBytes(), over);
            at = at.withLog(part.after());
            if (!part.lines().isEmpty()) {
                String text = part.lines().stream().map(FileLines.Line::text).collect(Collectors.joining());
                events.add(new FeedEvent(Kind.LOG, at, JsonNodeFactory.instance.objectNode().put("text", text)));
            }
            return part.after() >= file.size();
        }
    }

    /** A status line; empty for one that is no JSON object, which says nothing. */
    private static Optional<ObjectNode> statusLine(String line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            // Something else printed into the file, or a line longer than a part: the readers of results pass over it as well.
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Searches in memory; a trial that is stored twice is refused, as by the database. */
final class SearchesInMemory implements SearchRepository {

    private final List<Search> searches = new ArrayList<>();
    private final List<SearchTrial> trials = new ArrayList<>();

    @Override
    public void add(Search search) {
        searches.add(search);
    }

    @Override
    public void add(SearchTrial trial) {
        if (trial(trial.jobId()).isPresent()) {
            throw new IllegalStateException("trial " + trial.number() + " is stored already");
        }
        trials.add(trial);
    }

    @Override
    public Optional<Search> find(UUID jobId) {
        return searches.stream().filter(search -> search.jobId().equals(jobId)).findFirst();
    }

    @Override
    public Optional<SearchTrial> trial(UUID jobId) {
        return trials.stream().filter(trial -> trial.jobId().equals(jobId)).findFirst();
    }

    @Override
    public List<SearchTrial> trials(UUID searchId) {
        return trials.stream()
                .filter(trial -> trial.searchId().equals(searchId))
                .sorted(Comparator.comparingInt(SearchTrial::number))
                .toList();
    }

    @Override
    public void remove(UUID searchId) {
        searches.removeIf(search -> search.jobId().equals(searchId));
        trials.removeIf(trial -> trial.searchId().equals(searchId));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored searches and their trials. Who asks has made sure that the search's job may be seen. */
public interface SearchRepository {

    /** Stores a new search. */
    void add(Search search);

    /** Stores a new trial. */
    void add(SearchTrial trial);

    /** The search of a job. */
    Optional<Search> find(UUID jobId);

    /** The trial of a job. */
    Optional<SearchTrial> trial(UUID jobId);

    /** The trials of a search, in the order of their numbers. */
    List<SearchTrial> trials(UUID searchId);

    /** Removes a search and its trials. */
    void remove(UUID searchId);
}

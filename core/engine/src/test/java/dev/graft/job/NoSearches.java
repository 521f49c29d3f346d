// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.spi.NetworkPlugin;
import java.util.Optional;
import java.util.UUID;

/** A server where no training is a search. */
public class NoSearches implements SearchPlans {

    @Override
    public void plan(Job job, NetworkPlugin plugin) {}

    @Override
    public void submitted(Job job) {}

    @Override
    public void resumed(Job job) {}

    @Override
    public Optional<UUID> trial(Job search, int number) {
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.spi.NetworkPlugin;

/** A server where no training is a search. */
public final class NoSearches implements SearchPlans {

    @Override
    public void plan(Job job, NetworkPlugin plugin) {}

    @Override
    public void submitted(Job job) {}

    @Override
    public void resumed(Job job) {}
}

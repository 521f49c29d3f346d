// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.Optional;

/** The metric that a search looks at. */
final class SearchMetric {

    /** Every training reports it. */
    private static final String LOSS = "loss";

    /** Stands for the key metric of the network. */
    private static final String KPI = "kpi";

    private SearchMetric() {}

    /**
     * The metric that an experiment names.
     *
     * @param chosen the experiment's {@code metric}; empty for the network's own
     * @throws IllegalArgumentException if trainings of the network do not report it; the message says which they do
     */
    static KeyMetric of(Optional<String> chosen, KeyMetric ofNetwork) {
        String name = chosen.orElse(KPI);
        if (name.equals(KPI) || name.equals(ofNetwork.name())) {
            return ofNetwork;
        }
        if (name.equals(LOSS)) {
            return new KeyMetric(LOSS, Goal.MINIMIZE);
        }
        throw new IllegalArgumentException("no training of this network reports '" + name + "'; choose kpi (its key metric), "
                + ofNetwork.name() + " or " + LOSS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.output;

import java.util.List;

/**
 * Which files of a job are wanted.
 *
 * @param names names of the list, or folders of it for everything below them
 * @param bestModel whether the best checkpoint is wanted too
 * @param latestModel whether the latest checkpoint is wanted too
 */
public record Selection(List<String> names, boolean bestModel, boolean latestModel) {
    public Selection {
        names = List.copyOf(names);
    }
}

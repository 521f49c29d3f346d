// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.Optional;

/** Something that needs datasets to stay as they are: experiments that name them, jobs that read them. A CDI bean. */
public interface DatasetDependant {

    /** What is about to happen to a dataset. */
    enum Intent {
        /** Its files change. */
        WRITE,
        /** It goes, with its files. */
        DELETE
    }

    /**
     * What stands against it, asked within the transaction.
     *
     * @return the reason for the person who asked, as a sentence; empty if nothing does
     */
    Optional<String> objection(Dataset dataset, Intent intent);
}

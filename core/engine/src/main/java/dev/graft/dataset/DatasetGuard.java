// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Refuses changes of a dataset's files that something stands against. */
@ApplicationScoped
@Transactional
public class DatasetGuard {

    private final DatasetRepository datasets;
    private final Iterable<DatasetDependant> dependants;

    /** For the container's proxy. */
    protected DatasetGuard() {
        this(null, (Iterable<DatasetDependant>) null);
    }

    @Inject
    public DatasetGuard(DatasetRepository datasets, @Any Instance<DatasetDependant> dependants) {
        this(datasets, (Iterable<DatasetDependant>) dependants);
    }

    DatasetGuard(DatasetRepository datasets, Iterable<DatasetDependant> dependants) {
        this.datasets = datasets;
        this.dependants = dependants;
    }

    /**
     * Makes sure that an archive may be uploaded now.
     *
     * @throws GraftException ILLEGAL_STATE if a job reads the dataset, or its format has no files
     */
    void checkUpload(Caller caller, UUID id) {
        caller.require(Role.MEMBER);
        Dataset dataset = datasets.find(caller.org(), id).orElseThrow(() -> NotFound.of("dataset", id));
        if (dataset.format().equals(DatasetCheck.MONAI)) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "A dataset of format monai stays at its client_url; nothing can be uploaded to it.");
        }
        refuse(dataset, DatasetDependant.Intent.WRITE);
    }

    /**
     * Makes sure that the dataset's files may be fetched anew now.
     *
     * @throws GraftException ILLEGAL_STATE if a job reads the dataset
     */
    void checkPull(Dataset dataset) {
        refuse(dataset, DatasetDependant.Intent.WRITE);
    }

    /**
     * Makes sure that a dataset may be deleted now.
     *
     * @throws GraftException ILLEGAL_STATE if an experiment uses it or a job reads it
     */
    void checkDeletion(Dataset dataset) {
        refuse(dataset, DatasetDependant.Intent.DELETE);
    }

    private void refuse(Dataset dataset, DatasetDependant.Intent intent) {
        for (DatasetDependant dependant : dependants) {
            dependant.objection(dataset, intent).ifPresent(reason -> {
                throw new GraftException(StandardError.ILLEGAL_STATE, reason);
            });
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.base.BaseModelFiles;
import dev.graft.registry.FolderRegistry;
import dev.graft.registry.ModelReference;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.JobInputs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Models that were not trained by an experiment of this server: those of base experiments, and published ones. */
@ApplicationScoped
public class BaseModels {

    /** The default of the API's {@code is_ptm_backbone}. */
    private static final boolean REGISTERED_ARE_BACKBONES = true;

    private final BaseModelFiles files;
    private final FolderRegistry registry;

    /** For the container's proxy. */
    protected BaseModels() {
        this(null, null);
    }

    @Inject
    public BaseModels(BaseModelFiles files, FolderRegistry registry) {
        this.files = files;
        this.registry = registry;
    }

    /** The model that a base experiment stands for; empty if it stands for none. */
    Optional<JobInputs.BaseModel> registered(Experiment base) {
        return base.basePullStatus()
                .filter(PullStatus.PULL_COMPLETE::equals)
                .flatMap(complete -> files.model(base.id()))
                .map(model -> new JobInputs.BaseModel(
                        base.id().toString(), model, base.modelSource().ptmBackbone().orElse(REGISTERED_ARE_BACKBONES)));
    }

    /**
     * The published model that an experiment names as its {@code ngc_path}; empty if it names none.
     *
     * @throws GraftException NOT_FOUND if it names one of another organisation or one that does not exist
     */
    Optional<JobInputs.BaseModel> published(Experiment experiment) {
        Optional<String> named = experiment.basePullStatus().isPresent()
                ? Optional.empty()
                : experiment.ngcPath().filter(ModelReference::isMeant);
        return named.map(text -> ModelReference.parse(text)
                .filter(reference -> reference.org().equals(experiment.org()))
                .flatMap(reference -> registry.model(reference).map(model -> new JobInputs.BaseModel(text, model)))
                .orElseThrow(() -> new GraftException(
                        StandardError.NOT_FOUND,
                        "The experiment's ngc_path names '" + text + "', and the registry has no such model of this organisation."
                                + " Name one of the form graft://" + experiment.org() + "/name:version.")));
    }
}

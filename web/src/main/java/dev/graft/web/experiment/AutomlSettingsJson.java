// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.web.json.Fields;
import java.util.Optional;

/** The contract's {@code AutoMLSettings}, read and written. */
record AutomlSettingsJson(
        @JsonProperty("automl_enabled") Optional<Boolean> enabled,
        @JsonProperty("automl_algorithm") Optional<String> algorithm,
        @JsonProperty("automl_max_recommendations") Optional<Long> maxRecommendations,
        @JsonProperty("automl_max_parallel") Optional<Long> maxParallel,
        @JsonProperty("automl_delete_intermediate_ckpt") Optional<Boolean> deleteIntermediateCkpt,
        @JsonProperty("automl_R") Optional<Long> r,
        @JsonProperty("automl_nu") Optional<Long> nu,
        @JsonProperty("epoch_multiplier") Optional<Long> epochMultiplier,
        @JsonProperty("automl_last_bracket") Optional<Boolean> lastBracket,
        @JsonProperty("automl_add_hyperparameters") Optional<String> addHyperparameters,
        @JsonProperty("automl_remove_hyperparameters") Optional<String> removeHyperparameters,
        @JsonProperty("override_automl_disabled_params") Optional<Boolean> overrideDisabledParams) {

    /** What was set; empty if nothing was. */
    static Optional<AutomlSettingsJson> of(AutoMlSettings settings) {
        if (settings.equals(AutoMlSettings.none())) {
            return Optional.empty();
        }
        return Optional.of(new AutomlSettingsJson(
                settings.enabled(),
                settings.algorithm().map(AutoMlSettings.Algorithm::wireName),
                settings.maxRecommendations(),
                settings.maxParallel(),
                settings.deleteIntermediateCheckpoints(),
                settings.maxResource(),
                settings.eta(),
                settings.epochMultiplier(),
                settings.lastBracket(),
                settings.addedParameters(),
                settings.removedParameters(),
                settings.overrideDisabled()));
    }

    /** Reads what a client sent. */
    static AutoMlSettings read(ObjectNode settings) {
        Fields fields = new Fields(settings);
        return new AutoMlSettings(
                fields.flag("automl_enabled"),
                fields.word("automl_algorithm", AutoMlSettings.Algorithm::find),
                fields.number("automl_max_recommendations"),
                fields.number("automl_max_parallel"),
                fields.flag("automl_delete_intermediate_ckpt"),
                fields.number("automl_R"),
                fields.number("automl_nu"),
                fields.number("epoch_multiplier"),
                fields.flag("automl_last_bracket"),
                fields.text("automl_add_hyperparameters"),
                fields.text("automl_remove_hyperparameters"),
                fields.flag("override_automl_disabled_params"));
    }
}

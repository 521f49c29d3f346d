// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The AutoML settings as clients of the 5.3-era services send them: beside the other fields of an experiment. They are moved into
 * {@code automl_settings}, where a setting that is there already stays.
 */
final class FlatAutomlFields {

    private static final String SETTINGS = "automl_settings";

    private static final List<String> NAMES = List.of(
            "automl_enabled",
            "automl_algorithm",
            "automl_max_recommendations",
            "automl_max_parallel",
            "automl_delete_intermediate_ckpt",
            "automl_R",
            "automl_nu",
            "epoch_multiplier",
            "automl_last_bracket",
            "automl_add_hyperparameters",
            "automl_remove_hyperparameters",
            "override_automl_disabled_params");

    private FlatAutomlFields() {}

    /** Moves the flat fields of a body, in place; a body without them stays as it is. */
    static void nest(ObjectNode body) {
        if (NAMES.stream().noneMatch(body::has)) {
            return;
        }
        JsonNode settings = body.path(SETTINGS);
        if (settings.isMissingNode()) {
            settings = body.putObject(SETTINGS);
        }
        if (settings instanceof ObjectNode object) {
            NAMES.stream().filter(body::has).filter(name -> !object.has(name)).forEach(name -> object.set(name, body.get(name)));
            body.remove(NAMES);
        }
    }
}

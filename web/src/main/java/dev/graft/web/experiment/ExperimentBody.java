// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.spi.network.Domain;
import dev.graft.web.json.CloudDetailsJson;
import dev.graft.web.json.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the contract's {@code ExperimentReq}. What the server owns ({@code user_id}, the pull state) is ignored. */
final class ExperimentBody {

    private ExperimentBody() {}

    /**
     * The draft in a body that obeys its model.
     *
     * @throws dev.graft.fault.InvalidRequest if an id is none, or the values of a map have the wrong type
     */
    static ExperimentDraft draft(ObjectNode body) {
        Fields fields = new Fields(body);
        ExperimentDraft.Builder draft = ExperimentDraft.builder();
        describe(fields, draft);
        link(fields, draft);
        chooseModel(fields, draft);
        allow(fields, draft);
        fields.check();
        return draft.build();
    }

    /** The experiment type of that wire name. */
    static Optional<Domain> domain(String wireName) {
        return Stream.of(Domain.values()).filter(domain -> wireName(domain).equals(wireName)).findFirst();
    }

    /** The contract's word for a field of use. */
    static String wireName(Domain domain) {
        return domain.name().toLowerCase(Locale.ROOT);
    }

    private static void describe(Fields fields, ExperimentDraft.Builder draft) {
        fields.text("network_arch").ifPresent(draft::networkArch);
        fields.word("type", ExperimentBody::domain).ifPresent(draft::type);
        fields.text("name").ifPresent(draft::name);
        fields.text("description").ifPresent(draft::description);
        fields.text("version").ifPresent(draft::version);
        fields.text("logo").ifPresent(draft::logo);
        fields.text("metric").ifPresent(draft::metric);
        fields.object("automl_settings").map(AutomlSettingsJson::read).ifPresent(draft::automlSettings);
    }

    private static void link(Fields fields, ExperimentDraft.Builder draft) {
        fields.ids("train_datasets").ifPresent(draft::trainDatasets);
        fields.id("eval_dataset").ifPresent(draft::evalDataset);
        fields.id("inference_dataset").ifPresent(draft::inferenceDataset);
        fields.id("calibration_dataset").ifPresent(draft::calibrationDataset);
        fields.ids("base_experiment").ifPresent(draft::baseExperiment);
        fields.object("cloud_details").map(CloudDetailsJson::read).ifPresent(draft::cloudDetails);
    }

    private static void chooseModel(Fields fields, ExperimentDraft.Builder draft) {
        fields.word("checkpoint_choose_method", CheckpointChooseMethod::find).ifPresent(draft::checkpointChooseMethod);
        fields.numbers("checkpoint_epoch_number").ifPresent(draft::checkpointEpochNumber);
        fields.text("ngc_path").ifPresent(draft::ngcPath);
        fields.text("additional_id_info").ifPresent(draft::additionalIdInfo);
        fields.text("bundle_url").ifPresent(draft::bundleUrl);
        fields.flag("is_ptm_backbone").ifPresent(draft::ptmBackbone);
        fields.flag("spec_file_present").ifPresent(draft::specFilePresent);
        fields.object("sha256_digest").ifPresent(draft::sha256Digest);
        fields.object("model_params").ifPresent(draft::modelParams);
    }

    private static void allow(Fields fields, ExperimentDraft.Builder draft) {
        fields.text("encryption_key").ifPresent(draft::encryptionKey);
        fields.texts("docker_env_vars").ifPresent(draft::dockerEnvVars);
        fields.flag("public").ifPresent(draft::publicAccess);
        fields.flag("read_only").ifPresent(draft::readOnly);
        fields.flag("realtime_infer").ifPresent(draft::realtimeInfer);
        fields.number("realtime_infer_request_timeout").ifPresent(draft::realtimeInferRequestTimeout);
    }
}

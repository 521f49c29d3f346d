// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.client.JobRef;
import dev.graft.e2e.contract.ApiDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** For every operation a request that succeeds, on things made for it. */
final class GoodCalls {

    /** A host that does not exist: what is pulled from there fails later, in the background. */
    private static final String NOWHERE = "{\"network_arch\":\"classification_pyt\",\"ngc_path\":\"nowhere/model:%d\",\"cloud_details\":"
            + "{\"cloud_type\":\"self_hosted\",\"cloud_file_type\":\"file\","
            + "\"cloud_specific_details\":{\"url\":\"https://nowhere.invalid/m.pth\"}}}";

    private static final Duration PULL_TIME = Duration.ofMinutes(2);

    private final ApiDescription api;
    private final Stage stage;
    private final StripesExperiment stripes;
    private final Path folder;
    private final Map<String, Supplier<Call>> calls = new HashMap<>();

    /** @param folder for files that are uploaded */
    GoodCalls(ApiDescription api, Stage stage, StripesExperiment stripes, Path folder) {
        this.api = api;
        this.stage = stage;
        this.stripes = stripes;
        this.folder = folder;
        datasets();
        experiments();
        datasetJobs();
        experimentJobs();
        server();
        administration();
        reports();
        outputs();
        uploads();
        plugins();
    }

    /** The operations that have one. */
    Set<String> operations() {
        return calls.keySet();
    }

    /** A request of that operation which succeeds now, once. */
    Call of(String operation) {
        Supplier<Call> call = calls.get(operation);
        if (call == null) {
            throw new AssertionError("no good request of " + operation + " is known; add one to " + GoodCalls.class);
        }
        return call.get();
    }

    private void datasets() {
        calls.put("login", () -> call("login").body("{\"ngc_api_key\":\"" + TestServer.KEY + "\"}"));
        calls.put("listDatasets", () -> call("listDatasets").asking("size", "3").asking("type", "!object_detection"));
        calls.put("createDataset", () -> call("createDataset").body("{\"type\":\"object_detection\",\"format\":\"kitti\"}"));
        calls.put("getDataset", () -> dataset("getDataset"));
        calls.put("updateDataset", () -> dataset("updateDataset").body("{\"name\":\"another\"}"));
        calls.put("patchDataset", () -> dataset("patchDataset").body("{\"description\":\"another\"}"));
        calls.put("deleteDataset", () -> dataset("deleteDataset"));
        calls.put("uploadDataset", () -> dataset("uploadDataset").body("application/gzip", archive()));
        calls.put("getDatasetSpecsSchema", () -> convertible("getDatasetSpecsSchema").at("action", "convert"));
    }

    private void experiments() {
        calls.put("listExperiments", () -> call("listExperiments").asking("size", "3").asking("arch", "!dino"));
        calls.put("createExperiment", () -> call("createExperiment").body(Stage.experimentBody(stage.dataset(), "")));
        calls.put("getExperiment", () -> experiment("getExperiment"));
        calls.put("updateExperiment", () -> experiment("updateExperiment").body("{\"name\":\"another\"}"));
        calls.put("patchExperiment", () -> experiment("patchExperiment").body("{\"description\":\"another\"}"));
        calls.put("deleteExperiment", () -> experiment("deleteExperiment"));
        calls.put("getExperimentSpecsSchema", () -> experiment("getExperimentSpecsSchema").at("action", "train"));
    }

    private void datasetJobs() {
        calls.put("listDatasetJobs", () -> call("listDatasetJobs").at("dataset_id", "all"));
        calls.put("runDatasetJob", () -> convertible("runDatasetJob").body(CONVERT));
        calls.put("validateDatasetJob", () -> convertible("validateDatasetJob").body(CONVERT));
        calls.put("getDatasetJob", () -> job("getDatasetJob", stage.waitingConversion()));
        calls.put("cancelDatasetJob", () -> job("cancelDatasetJob", stage.waitingConversion()));
        calls.put("datasetJobStatusUpdate", () -> job("datasetJobStatusUpdate", stage.waitingConversion()));
        calls.put("datasetJobLogUpdate", () -> job("datasetJobLogUpdate", stage.waitingConversion()));
        calls.put("deleteDatasetJob", () -> job("deleteDatasetJob", stage.canceledConversion()));
        calls.put("downloadDatasetJob", () -> job("downloadDatasetJob", stage.conversion()));
    }

    /** A body that starts a conversion. */
    static final String CONVERT = "{\"action\":\"annotation_format_convert\"}";

    private void experimentJobs() {
        calls.put("listExperimentJobs", () -> call("listExperimentJobs").at("experiment_id", "*"));
        calls.put("runExperimentJob", () -> experiment("runExperimentJob").body("{\"action\":\"train\"}"));
        calls.put("validateExperimentJob", () -> experiment("validateExperimentJob").body("{\"action\":\"train\"}"));
        calls.put("getExperimentJob", () -> job("getExperimentJob", stage.waiting()));
        calls.put("cancelExperimentJob", () -> job("cancelExperimentJob", stage.waiting()));
        calls.put("pauseExperimentJob", () -> job("pauseExperimentJob", stage.waiting()));
        calls.put("experimentJobStatusUpdate", () -> job("experimentJobStatusUpdate", stage.waiting()));
        calls.put("experimentJobLogUpdate", () -> job("experimentJobLogUpdate", stage.waiting()));
        calls.put("resumeExperimentJob", () -> job("resumeExperimentJob", stage.canceled()));
        calls.put("deleteExperimentJob", () -> job("deleteExperimentJob", stage.canceled()));
        calls.put("getExperimentJobLogs", () -> job("getExperimentJobLogs", stage.done(stripes)));
        calls.put("downloadExperimentJob", () -> job("downloadExperimentJob", stage.done(stripes)));
        calls.put("publishExperimentModel", () -> job("publishExperimentModel", stage.done(stripes)));
        calls.put("getExperimentJobAutomlDetails", () -> job("getExperimentJobAutomlDetails", stage.search()));
        calls.put("getExperimentJobAutomlCharts", () -> job("getExperimentJobAutomlCharts", stage.search()));
    }

    private void server() {
        for (String operation : Set.of(
                "getVersion", "listPlugins", "listExecutors", "listBaseExperiments", "listPublishedModels", "listOrganisations")) {
            calls.put(operation, () -> call(operation));
        }
        calls.put("registerBaseExperiment", () -> call("registerBaseExperiment").body(baseExperiment()));
        calls.put("getBaseExperiment", () -> call("getBaseExperiment").at("experiment_id", registered()));
        calls.put("deleteBaseExperiment", () -> call("deleteBaseExperiment").at("experiment_id", registered()));
    }

    private void administration() {
        calls.put("createOrganisation", () -> call("createOrganisation").body("{\"name\":\"walk" + System.nanoTime() + "\"}"));
        calls.put("rotateSigningKey", () -> call("rotateSigningKey"));
        calls.put("listUsers", () -> call("listUsers"));
        calls.put("addUser", () -> call("addUser").body("{\"name\":\"walk" + System.nanoTime() + "\",\"role\":\"viewer\"}"));
        calls.put("changeUserRole", () -> user("changeUserRole").body("{\"role\":\"member\"}"));
        calls.put("removeUser", () -> user("removeUser"));
        calls.put("listKeys", () -> user("listKeys"));
        calls.put("issueKey", () -> user("issueKey").body("{\"label\":\"walk\"}"));
        calls.put("revokeKey", () -> {
            String user = stage.user("viewer");
            return call("revokeKey").at("user_id", user).at("key_id", stage.key(user).path("id").asText());
        });
    }

    private void reports() {
        String status = "{\"status\":{\"epoch\":0,\"max_epoch\":2,\"status\":\"RUNNING\"}}";
        String log = "{\"log_contents\":\"one line\\n\"}";
        calls.put("reportDatasetJobStatus", () -> report("reportDatasetJobStatus", stage.waitingConversion(), status));
        calls.put("reportDatasetJobLog", () -> report("reportDatasetJobLog", stage.waitingConversion(), log));
        calls.put("reportExperimentJobStatus", () -> report("reportExperimentJobStatus", stage.waiting(), status));
        calls.put("reportExperimentJobLog", () -> report("reportExperimentJobLog", stage.waiting(), log));
    }

    private Call report(String operation, JobRef job, String body) {
        return job(operation, job).body(body).asWorker(stage.forge());
    }

    private void outputs() {
        calls.put("followDatasetJob", () -> job("followDatasetJob", stage.canceledConversion()));
        calls.put("followExperimentJob", () -> job("followExperimentJob", stage.canceled()));
        calls.put("getDatasetJobHistory", () -> job("getDatasetJobHistory", stage.waitingConversion()));
        calls.put("getExperimentJobHistory", () -> job("getExperimentJobHistory", stage.waiting()));
        calls.put("listDatasetJobFiles", () -> job("listDatasetJobFiles", stage.conversion()).asking("retrieve_logs", "true"));
        calls.put("listExperimentJobFiles", () -> job("listExperimentJobFiles", stage.done(stripes)).asking("retrieve_specs", "true"));
        calls.put("downloadDatasetJobFiles", () -> {
            String file = of("listDatasetJobFiles").send(stage.rest(), stage.token()).json().path(0).asText();
            return job("downloadDatasetJobFiles", stage.conversion()).asking("file_lists", file).asking("tar_files", "true");
        });
        calls.put("downloadExperimentJobFiles", () -> job("downloadExperimentJobFiles", stage.done(stripes)).asking("best_model", "true"));
    }

    private void uploads() {
        calls.put("listUploads", () -> dataset("listUploads"));
        calls.put("beginUpload", () -> dataset("beginUpload").header("Upload-Length", "100"));
        calls.put("getUploadOffset", () -> upload("getUploadOffset"));
        calls.put("deleteUpload", () -> upload("deleteUpload"));
        calls.put("continueUpload", () -> upload("continueUpload")
                .body("application/offset+octet-stream", new byte[] {0x1f, (byte) 0x8b, 8})
                .header("Upload-Offset", "0"));
    }

    private Call upload(String operation) {
        Call call = dataset(operation);
        return call.at("upload_id", stage.upload(call.path().get("dataset_id"), 100));
    }

    private void plugins() {
        calls.put("installPlugin", () -> {
            // Whatever another request has put in place of the distribution's own.
            call("removePlugin").at("plugin_id", "dino").send(stage.rest(), stage.token());
            return call("installPlugin").body("application/zip", PluginCopy.of("dino"));
        });
        calls.put("removePlugin", () -> {
            Rest.Answer installed = of("installPlugin").send(stage.rest(), stage.token());
            return call("removePlugin").at("plugin_id", installed.json().path("id").asText());
        });
    }

    private Call call(String operation) {
        return Call.of(api.operation(operation)).at("org_name", stage.org());
    }

    private Call dataset(String operation) {
        return call(operation).at("dataset_id", stage.dataset());
    }

    private Call convertible(String operation) {
        return call(operation).at("dataset_id", stage.convertible());
    }

    private Call experiment(String operation) {
        return call(operation).at("experiment_id", stage.experiment());
    }

    private Call user(String operation) {
        return call(operation).at("user_id", stage.user("viewer"));
    }

    /** A request of that operation on that job. */
    Call ofJob(String operation, JobRef job) {
        return job(operation, job);
    }

    private Call job(String operation, JobRef job) {
        return call(operation).at("dataset_id", job.ownerId()).at("experiment_id", job.ownerId()).at("job_id", job.jobId());
    }

    /** A base experiment whose pull has failed, so that nothing changes it any more. */
    private String registered() {
        String id = stage.made("/api/v1/admin/base_experiments", baseExperiment()).path("id").asText();
        Call look = call("getBaseExperiment").at("experiment_id", id);
        Eventually.isTrue("the pull has ended", PULL_TIME, () -> "invalid_pull".equals(
                look.send(stage.rest(), stage.token()).json().path("base_experiment_pull_complete").asText()));
        return id;
    }

    private static String baseExperiment() {
        return NOWHERE.formatted(System.nanoTime());
    }

    private byte[] archive() {
        try {
            return Files.readAllBytes(StripesExperiment.archive(folder.resolve("walk.tar.gz"), "images_train"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

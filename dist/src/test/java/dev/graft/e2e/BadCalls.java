// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.client.JobRef;
import dev.graft.e2e.contract.ApiOperation;
import dev.graft.e2e.contract.ApiParameter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** For every documented error of an operation the requests that must meet it. */
final class BadCalls {

    /** No id of anything. */
    static final String NOBODY = "0b7f1c9e-5a53-4f11-9a39-6a2f3c1d0e4f";

    /** The largest upload that the suite's server takes. */
    static final int LARGEST_UPLOAD = 32 << 20;

    private static final Duration START_TIME = Duration.ofMinutes(2);

    /** A request, and the role of who sends it. */
    record Attempt(Call call, String role) {}

    private final GoodCalls good;
    private final Stage stage;
    private final StripesExperiment stripes;
    private final Map<String, Supplier<Call>> unwise = new HashMap<>();

    BadCalls(GoodCalls good, Stage stage, StripesExperiment stripes) {
        this.good = good;
        this.stage = stage;
        this.stripes = stripes;
        // Requests without fault, but against the state of things: 400 where no body could be wrong.
        unwise.put("deleteDataset", () -> good.of("deleteDataset").at("dataset_id", stripes.dataset()));
        unwise.put("deleteDatasetJob", () -> job("deleteDatasetJob", stage.waitingConversion()));
        unwise.put("pauseExperimentJob", () -> job("pauseExperimentJob", stage.done(stripes)));
        unwise.put("deleteBaseExperiment", () -> {
            Call call = good.of("deleteBaseExperiment");
            stage.made("/api/v1/orgs/" + stage.org() + "/experiments", Stage.experimentBody(stage.dataset(),
                    ",\"base_experiment\":[\"" + call.path().get("experiment_id") + "\"]"));
            return call;
        });
        unwise.put("removeUser", () -> good.of("removeUser")
                .at("org_name", stage.organisation("lonely" + System.nanoTime()).org())
                .at("user_id", stage.userId()));
        unwise.put("installPlugin", () -> good.of("installPlugin").body("application/zip", "no plugin".getBytes()));
        unwise.put("beginUpload", () -> good.of("beginUpload").header("Upload-Length", "many"));
        unwise.put("continueUpload", () -> good.of("continueUpload").header("Upload-Offset", "none"));
        for (String kind : List.of("Dataset", "Experiment")) {
            unwise.put("list" + kind + "JobFiles", () -> good.of("list" + kind + "JobFiles").asking("retrieve_logs", "perhaps"));
            unwise.put("download" + kind + "JobFiles", () -> good.of("download" + kind + "JobFiles").asking("best_model", "perhaps"));
            unwise.put("get" + kind + "Job", () -> good.of("get" + kind + "Job").asking("wait", "61"));
        }
        unwise.put("uploadDataset", () -> good.of("uploadDataset").body("application/zip", "no archive".getBytes()));
    }

    /** The requests that must be answered with a status; none if it is not known how to bring it about. */
    List<Attempt> meeting(ApiOperation operation, int status) {
        return switch (status) {
            case 400 -> List.of(admin(wrong(operation)));
            case 401 -> List.of(admin(stranger(operation)));
            case 403 -> List.of(new Attempt(good.of(operation.id()), "viewer"));
            case 404 -> missing(operation);
            case 409 -> List.of(admin(tooSoon(operation)));
            case 412 -> List.of(admin(good.of(operation.id()).header("If-Match", "\"123456\"").header("Tus-Resumable", "0.0.1")));
            case 413 -> List.of(admin(good.of(operation.id()).body("application/gzip", tooLarge())
                    .header("Upload-Length", Integer.toString(LARGEST_UPLOAD + 1))));
            case 422 -> List.of(admin(reused(operation)));
            case 460 -> List.of(admin(good.of(operation.id()).header("Upload-Checksum", "sha1 Lve95gjOVATpfV8EL5X4nxwjKHE=")));
            case 415 -> List.of(admin(good.of(operation.id()).body("application/json", "{}".getBytes())));
            case 416 -> List.of(admin(good.of(operation.id()).header("Range", "bytes=99999999999-")));
            default -> List.of();
        };
    }

    private static Attempt admin(Call call) {
        return new Attempt(call, "admin");
    }

    private Call wrong(ApiOperation operation) {
        if (unwise.containsKey(operation.id())) {
            return unwise.get(operation.id()).get();
        }
        return good.of(operation.id()).body("[]");
    }

    private Call stranger(ApiOperation operation) {
        return operation.forWorkers()
                ? good.of(operation.id()).asUser()
                : good.of(operation.id()).body("{\"ngc_api_key\":\"a key of nobody\"}");
    }

    /** What something else stands against. */
    private Call tooSoon(ApiOperation operation) {
        return switch (operation.id()) {
            case "installPlugin" -> {
                Call first = good.of("installPlugin");
                Rest.Answer installed = first.send(stage.rest(), stage.token());
                assertThat(installed.status()).as(installed.brief()).isEqualTo(201);
                yield first.body("application/zip", PluginCopy.as("dino", "another"));
            }
            case "removePlugin" -> good.of("removePlugin").at("plugin_id", "classification_pyt");
            case "continueUpload" -> good.of("continueUpload").header("Upload-Offset", "50");
            // Only the reports of a job that runs are kept, and so counted.
            default -> afterAGap(job(operation.id(), running()));
        };
    }

    /** The fifth report of a job that has sent none. */
    static Call afterAGap(Call report) {
        return report.body("{\"sequence\":5,\"log_contents\":\"x\",\"status\":{\"status\":\"RUNNING\"}}");
    }

    /** A training that runs until it is canceled. */
    private JobRef running() {
        JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(5000, 5000), Optional.empty());
        return new JobRef(
                job.kind(), job.ownerId(), Eventually.job(stripes.api(), job, START_TIME, view -> "Running".equals(view.status())).id());
    }

    /** Another request with the key of one that was carried out. */
    private Call reused(ApiOperation operation) {
        Call first = good.of(operation.id()).header("Idempotency-Key", "walk-" + System.nanoTime());
        Rest.Answer answer = first.send(stage.rest(), stage.token());
        assertThat(answer.status()).as(answer.brief()).isEqualTo(operation.success());
        return first.body(new String(first.body(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"description\":\"another\","));
    }

    /** The good request with, one after the other, each id replaced by nobody's, an action that there is not, another organisation. */
    private List<Attempt> missing(ApiOperation operation) {
        List<Attempt> attempts = new ArrayList<>();
        for (ApiParameter parameter : operation.parameters("path")) {
            String none = parameter.isId() ? NOBODY : parameter.name().equals("action") ? "calibration_tensorfile" : "others";
            attempts.add(admin(good.of(operation.id()).at(parameter.name(), none)));
        }
        return attempts;
    }

    private Call job(String operation, JobRef job) {
        return good.of(operation).at("dataset_id", job.ownerId()).at("experiment_id", job.ownerId()).at("job_id", job.jobId());
    }

    /** Zeros after the mark of a gzip file. */
    private static byte[] tooLarge() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LARGEST_UPLOAD + 100);
        bytes.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8});
        bytes.writeBytes(new byte[LARGEST_UPLOAD]);
        return bytes.toByteArray();
    }
}

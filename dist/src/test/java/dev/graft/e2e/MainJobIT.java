// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Train, evaluate, export and inference over HTTP, the way the notebooks of the original go. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {

    private static final Duration JOB_TIME = Duration.ofMinutes(5);
    private static final int EPOCHS = 8;
    private static final String ORG = "/api/v1/orgs/" + TestServer.ORG;

    private final Rest rest;
    private final StripesExperiment stripes;
    private final String token;
    private final JobView trained;

    MainJobIT(TestServer server, StripesExperiment stripes) {
        this.rest = server.rest();
        this.stripes = stripes;
        Rest.Answer login = rest.send("POST", "/api/v1/login", Map.of(), ("{\"ngc_api_key\": \"" + TestServer.KEY + "\"}").getBytes());
        assertThat(login.status()).as(login.text()).isEqualTo(201);
        this.token = login.json().required("token").asText();
        this.trained = run("train", StripesExperiment.trainSpecs(EPOCHS, EPOCHS).toString(), Optional.empty());
    }

    @Test
    void trainingTellsItsEpochsAndMetrics() {
        assertThat(trained.epoch()).hasValue(EPOCHS);
        assertThat(trained.maxEpoch()).hasValue(EPOCHS);
        assertThat(trained.json().at("/result/detailed_status/status").asText()).isEqualTo("SUCCESS");
        assertThat(trained.metrics()).contains("accuracy_top-1");
        assertThat(trained.series("accuracy_top-1")).hasSize(EPOCHS).allSatisfy((epoch, value) -> assertThat(value).isBetween(0.0, 1.0));
    }

    @Test
    void theStripesAreLearnt() {
        assertThat(trained.last("accuracy_top-1").orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void theLogEndsWithTheState() {
        Rest.Answer log = rest.get(job(trained.id()) + "/logs", token);
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.header("Content-Type")).startsWith("text/plain");
        assertThat(log.text().strip()).endsWith("Done EOF");
    }

    @Test
    void evaluatingTheModelGivesTheFigureOfItsBestEpoch() {
        JobView evaluated = run("evaluate", StripesExperiment.modelSpecs().toString(), Optional.of(trained.id()));
        double best = trained.series("accuracy_top-1").values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertThat(evaluated.last("accuracy_top-1").orElseThrow()).isCloseTo(best, offset(1e-6));
        assertThat(names(artifact(evaluated))).anyMatch(name -> name.endsWith(".png"));
    }

    @Test
    void exportMakesAnOnnxFile() {
        JobView exported = run("export", StripesExperiment.modelSpecs().toString(), Optional.of(trained.id()));
        assertThat(names(artifact(exported))).anyMatch(name -> name.endsWith(".onnx"));
    }

    @Test
    void inferenceMakesATableAndPictures() {
        JobView inferred = run("inference", StripesExperiment.modelSpecs().toString(), Optional.of(trained.id()));
        List<String> names = names(artifact(inferred));
        assertThat(names).anyMatch(name -> name.endsWith(".csv"));
        assertThat(names.stream().filter(name -> name.endsWith(".png") || name.endsWith(".jpg")))
                .hasSizeGreaterThanOrEqualTo(2 * StripesExperiment.PICTURES_PER_CLASS);
    }

    @Test
    void theArtifactHasTheSizeAndDigestThatTheJobTells() throws Exception {
        byte[] artifact = artifact(trained);
        assertThat(trained.artifactSize()).hasValue(artifact.length);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(artifact));
        assertThat(trained.artifactSha256()).contains(digest);
    }

    @Test
    void aPartOfTheArtifactCanBeDownloaded() {
        byte[] whole = artifact(trained);
        Rest.Answer part = download(trained, "bytes=100-299");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 100-299/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));
        assertThat(download(trained, "bytes=" + whole.length + "-").status()).isEqualTo(416);
    }

    @Test
    void theJobIsListedWithItsExperimentAndWithAll() {
        for (String owner : List.of(stripes.id(), "all", "*")) {
            Rest.Answer answer = rest.get(ORG + "/experiments/" + owner + "/jobs", token);
            assertThat(answer.json().findValuesAsText("id")).as(owner).contains(trained.id());
        }
    }

    private JobView run(String action, String specs, Optional<String> parent) {
        String parentField = parent.map(id -> ", \"parent_job_id\": \"" + id + "\"").orElse("");
        Rest.Answer answer = rest.post(
                ORG + "/experiments/" + stripes.id() + "/jobs",
                token,
                "{\"action\": \"" + action + "\", \"specs\": " + specs + parentField + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode id = answer.json();
        assertThat(id.isTextual()).as("the job id is a bare string").isTrue();
        return Eventually.job(
                stripes.api(), new JobRef(OwnerKind.EXPERIMENT, stripes.id(), id.asText()), JOB_TIME, JobView::done);
    }

    private String job(String id) {
        return ORG + "/experiments/" + stripes.id() + "/jobs/" + id;
    }

    private byte[] artifact(JobView job) {
        Rest.Answer answer = rest.get(job(job.id()) + ":download", token);
        assertThat(answer.status()).as(job.action()).isEqualTo(200);
        return answer.body();
    }

    private Rest.Answer download(JobView job, String range) {
        return rest.send(
                "GET", job(job.id()) + ":download", Map.of("Authorization", "Bearer " + token, "Range", range), new byte[0]);
    }

    private static List<String> names(byte[] artifact) {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(artifact)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getName()).doesNotStartWith("/").doesNotContain("..");
                names.add(entry.getName());
            }
        } catch (IOException e) {
            throw new AssertionError("the artifact is no tar.gz", e);
        }
        return names;
    }
}

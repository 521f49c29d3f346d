// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandRun;
import dev.graft.cli.ExitCode;
import dev.graft.cli.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCommandTest {

    private static final String ORG = "/api/v1/orgs/acme";
    private static final String JOBS = ORG + "/experiments/e-1/jobs";
    private static final byte[] ARTIFACT = "the whole artifact".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path home;

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.answer("GET " + ORG + "/experiments/all/jobs", 200, "[{\"id\": \"j-1\", \"experiment_id\": \"e-1\"}]");
        server.answer("GET " + ORG + "/datasets/all/jobs", 200, "[{\"id\": \"j-2\", \"dataset_id\": \"d-1\"}]");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void singleValuesGoOverTheSpecsFileAndKeepTheirTypes() throws IOException {
        Path specs = Files.writeString(home.resolve("specs.yaml"), "train: {epochs: 3, lr: 0.1}\n");
        server.answer("POST " + JOBS, 201, "\"j-1\"");
        CommandRun run = run("job", "run", "e-1", "train", "--specs", specs.toString(), "--set", "train.epochs=5",
                "--set", "model.name=resnet", "--set", "model.freeze=true", "--set", "sizes=[1, 2]", "--parent", "p-1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("j-1\n");
        JsonNode expected = new ObjectMapper().readTree("""
                {"action": "train", "parent_job_id": "p-1", "specs": {
                  "train": {"epochs": 5, "lr": 0.1}, "model": {"name": "resnet", "freeze": true}, "sizes": [1, 2]}}""");
        assertThat(new ObjectMapper().readTree(server.request("POST " + JOBS).body())).isEqualTo(expected);
    }

    @Test
    void urgencyAndTimeLimitGoWithTheJob() throws IOException {
        server.answer("POST " + JOBS, 201, "\"j-1\"");
        CommandRun run = run("job", "run", "e-1", "train", "--num-gpu", "2", "--priority", "-5", "--time-limit", "PT90M");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        JsonNode expected = new ObjectMapper().readTree("""
                {"action": "train", "specs": {}, "num_gpu": 2, "priority": -5, "time_limit": 5400}""");
        assertThat(new ObjectMapper().readTree(server.request("POST " + JOBS).body())).isEqualTo(expected);
    }

    @Test
    void aTimeLimitThatIsNoDurationIsRefusedBeforeAnythingIsSent() {
        CommandRun run = run("job", "run", "e-1", "train", "--time-limit", "an hour");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--time-limit", "an hour");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSettingThatGoesThroughAPlainValueIsRefused() {
        CommandRun run = run("job", "run", "e-1", "train", "--set", "a=1", "--set", "a.b=2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("a is already set to 1");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aBrokenSpecsFileIsRefusedBeforeAnythingIsSent() throws IOException {
        Path specs = Files.writeString(home.resolve("specs.json"), "{\"a\": ");
        CommandRun run = run("job", "run", "e-1", "train", "--specs", specs.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("specs.json is neither JSON nor YAML");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aJobIsFoundByItsIdAloneAmongExperimentsAndDatasets() {
        server.answer("POST " + ORG + "/datasets/d-1/jobs/j-2:cancel", 200, "{}");
        assertThat(run("job", "cancel", "j-2").exitCode()).isEqualTo(ExitCode.OK);
        CommandRun unknown = run("job", "cancel", "j-9");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("There is no job j-9 in acme");
    }

    @Test
    void watchingDrawsTheMetricAndEndsWithTheJob() {
        server.answer("GET " + JOBS + "/j-1", 200, job("Running", "{\"0\": 0.5}"));
        server.answer("GET " + JOBS + "/j-1", 200, job("Done", "{\"0\": 0.5, \"1\": 0.75}"));
        CommandRun run = run("watch", "j-1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("train  Running  epoch 1/2  accuracy 0.5000", "train  Done", "0.7500 |", "epoch");
    }

    @Test
    void watchingLetsTheServerAnswerWhenThereIsNews() {
        server.answer("GET " + JOBS + "/j-1", 200, Map.of("ETag", "\"1\""), bytes(job("Running", "{\"0\": 0.5}")));
        server.answer("GET " + JOBS + "/j-1", 304, Map.of("ETag", "\"1\""), new byte[0]);
        server.answer("GET " + JOBS + "/j-1", 200, Map.of("ETag", "\"2\""), bytes(job("Done", "{\"0\": 0.5, \"1\": 0.75}")));
        CommandRun run = run("watch", "j-1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(server.requests()).extracting(FakeServer.Request::line).filteredOn(line -> line.contains("/j-1"))
                .containsExactly("GET " + JOBS + "/j-1", "GET " + JOBS + "/j-1?wait=30", "GET " + JOBS + "/j-1?wait=30");
    }

    @Test
    void watchingAJobThatFailsEndsWithOneAndItsMessage() {
        server.answer("GET " + JOBS + "/j-1", 200, """
                {"id": "j-1", "action": "train", "status": "Error",
                 "result": {"detailed_status": {"message": "The loss is not a number."}}}""");
        CommandRun run = run("job", "watch", "j-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("Error", "The loss is not a number.");
    }

    @Test
    void aDownloadIsComparedWithTheDigestOfTheJob() {
        answerDone(sha256(ARTIFACT));
        server.answer("GET " + JOBS + "/j-1:download", 200, Map.of(), ARTIFACT);
        Path file = home.resolve("a.tar.gz");
        CommandRun run = run("job", "download", "j-1", "-o", file.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(ARTIFACT);
    }

    @Test
    void aDownloadThatDiffersIsRefusedAndRemoved() {
        answerDone(sha256("another".getBytes(StandardCharsets.UTF_8)));
        server.answer("GET " + JOBS + "/j-1:download", 200, Map.of(), ARTIFACT);
        Path file = home.resolve("a.tar.gz");
        CommandRun run = run("job", "download", "j-1", "-o", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SHA-256");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aBrokenDownloadIsGoneOnWithWhereItEnded() throws IOException {
        answerDone(sha256(ARTIFACT));
        Path file = home.resolve("a.tar.gz");
        Files.writeString(home.resolve("a.tar.gz.part"), "the whole");
        server.answer("GET " + JOBS + "/j-1:download", 206, Map.of(), " artifact".getBytes(StandardCharsets.UTF_8));
        CommandRun run = run("job", "download", "j-1", "-o", file.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(server.request("GET " + JOBS + "/j-1:download").range()).isEqualTo("bytes=9-");
        assertThat(file).hasBinaryContent(ARTIFACT);
    }

    @Test
    void followingALogAsksTheServerToFollow() {
        server.answer("GET " + JOBS + "/j-1/logs", 200, "epoch 1\nDone EOF\n");
        CommandRun run = run("job", "logs", "-f", "j-1");
        assertThat(run.out()).isEqualTo("epoch 1\nDone EOF\n");
        assertThat(server.requests()).last().extracting(FakeServer.Request::line).isEqualTo("GET " + JOBS + "/j-1/logs?follow=true");
    }

    private void answerDone(String digest) {
        server.answer("GET " + JOBS + "/j-1", 200, "{\"id\": \"j-1\", \"status\": \"Done\", \"job_tar_stats\": {\"file_size\": "
                + ARTIFACT.length + ", \"sha256_digest\": \"" + digest + "\"}}");
    }

    private static String job(String status, String values) {
        return "{\"id\": \"j-1\", \"action\": \"train\", \"status\": \"" + status + "\", \"result\": {\"epoch\": 1, \"max_epoch\": 2,"
                + " \"kpi\": [{\"metric\": \"accuracy\", \"values\": " + values + "}]}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private CommandRun run(String... arguments) {
        Map<String, String> environment =
                Map.of("GRAFT_URL", server.url().toString(), "GRAFT_ORG", "acme", "GRAFT_API_KEY", "k-1");
        return CommandRun.of(home, environment, arguments);
    }
}

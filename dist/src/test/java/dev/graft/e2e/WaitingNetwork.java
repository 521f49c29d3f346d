// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin of files alone, whose conversion of a dataset runs until it is canceled. */
final class WaitingNetwork implements AutoCloseable {

    private static final String ID = "waiting_net";
    private static final Duration START_TIME = Duration.ofMinutes(1);

    private static final Map<String, String> FILES = Map.of(
            "plugin.properties", "plugin.id=" + ID + "\nplugin.version=1.0.0\nplugin.requires=>=0.1.0 & <0.2.0\n",
            "network.yaml", """
                    architecture: waiting_net
                    title: Waits
                    domain: vision
                    datasets: {type: waiting_net, formats: [default]}
                    key_metric: {name: loss, goal: minimize}
                    checkpoint: {extensions: [.none], epoch_delimiter: _, epoch_digits: 1}
                    actions:
                      dataset_convert:
                        command: [sh, -c, "echo up; exec sleep 600"]
                    """,
            "specs.yaml", """
                    actions:
                      dataset_convert:
                        parameters: {}
                    """);

    private final GraftApi api;
    private final Stage stage;
    private final JobRef job;

    private WaitingNetwork(GraftApi api, Stage stage, JobRef job) {
        this.api = api;
        this.stage = stage;
        this.job = job;
    }

    /** Installs it and starts a conversion, which runs when this returns. */
    static WaitingNetwork start(GraftApi api, Stage stage, Call install) {
        Rest.Answer installed = install.body("application/zip", zip()).send(stage.rest(), stage.token());
        assertThat(installed.status()).as(installed.brief()).isEqualTo(201);
        String dataset = stage.dataset(ID, "default");
        try {
            Path archive = Files.createTempFile("waiting", ".tar.gz");
            api.upload(dataset, TestArchive.at(archive).text("data.txt", "x").finish(), Transfer.SILENT);
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(DatasetPull.reason(new DatasetPull(api, dataset).await())).isEmpty();
        JobRef job = new JobRef(OwnerKind.DATASET, dataset, stage.made(
                "/api/v1/orgs/" + stage.org() + "/datasets/" + dataset + "/jobs", "{\"action\":\"dataset_convert\"}").asText());
        Eventually.job(api, job, START_TIME, view -> "Running".equals(view.status()));
        return new WaitingNetwork(api, stage, job);
    }

    /** The conversion. */
    JobRef job() {
        return job;
    }

    /** Cancels the conversion and removes the plugin. */
    @Override
    public void close() {
        api.cancel(job);
        Eventually.job(api, job, START_TIME, view -> "Canceled".equals(view.status()));
        Rest.Answer removed = stage.rest().send(
                "DELETE", "/api/v1/plugins/" + ID, Map.of("Authorization", "Bearer " + stage.token()), new byte[0]);
        assertThat(removed.status()).as(removed.brief()).isEqualTo(200);
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

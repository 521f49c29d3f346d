// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The worker process: one job, told by its job file. A job that is stopped keeps the checkpoints of its whole epochs. */
public final class TinyMlpWorker {

    private final WorkerJob job;
    private final JsonNode specs;
    private final Progress progress;

    private TinyMlpWorker(WorkerJob job) {
        this.job = job;
        this.specs = job.specs();
        this.progress = new Progress(job.statusFile());
    }

    /** @param arguments the path of the job file */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(Path.of(arguments[0])).code());
    }

    /** Runs a job and says how it ended. */
    static ExitCode run(Path jobFile) throws IOException {
        return new TinyMlpWorker(WorkerJob.read(jobFile)).run();
    }

    private ExitCode run() throws IOException {
        progress.say(State.STARTED, "Reading images.");
        try {
            progress.say(State.SUCCESS, job.action() == Action.TRAIN ? train() : evaluate());
            return ExitCode.SUCCESS;
        } catch (GraftException e) {
            progress.say(State.FAILURE, e.getMessage());
            return ExitCode.USER;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            progress.say(State.FAILURE, "The job failed: " + e + ". The log has the trace.");
            return ExitCode.INTERNAL;
        }
    }

    private String train() throws IOException {
        int size = specs.at("/model/image_size").intValue();
        Pictures training = pictures("/dataset/train_images", size);
        String evaluation = specs.at("/dataset/eval_images").asText();
        return new Training(specs, job.resultsDir(), progress).run(
                training, evaluation.isEmpty() ? training : pictures("/dataset/eval_images", size), classes().size());
    }

    private String evaluate() throws IOException {
        Perceptron network = Perceptron.read(Path.of(specs.at("/evaluate/checkpoint").asText()));
        if (network.classes() != classes().size()) {
            throw new GraftException(StandardError.INVALID_DATASET, "The network tells " + network.classes()
                    + " classes apart and the dataset has " + classes().size() + "; evaluate on a dataset with the same classes.");
        }
        Pictures pictures = pictures("/dataset/eval_images", (int) Math.sqrt(network.inputs()));
        double accuracy = Evaluation.accuracy(network, pictures);
        progress.accuracy(accuracy);
        return String.format("Evaluated on %d images; accuracy %.3f.", pictures.count(), accuracy);
    }

    private Pictures pictures(String pointer, int size) throws IOException {
        Path folder = Path.of(specs.at(pointer).asText());
        Pictures pictures = Pictures.read(folder, classes(), size);
        if (pictures.count() == 0) {
            throw new GraftException(StandardError.INVALID_DATASET, "The dataset has no image in " + folder.getFileName()
                    + "/<class>/ of the classes in classes.txt; upload one that has.");
        }
        return pictures;
    }

    private List<String> classes() throws IOException {
        Path file = Path.of(specs.at("/dataset/classes").asText());
        return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}

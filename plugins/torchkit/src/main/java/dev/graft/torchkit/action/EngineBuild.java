// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.onnx.OnnxInput;
import dev.graft.torchkit.onnx.OnnxModel;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Builds a TensorRT engine from an exported model with NVIDIA's {@code trtexec}, where that is installed. */
public final class EngineBuild {

    private static final String PROGRAM = "trtexec";
    private static final String ENGINE_FILE = "model.engine";
    private static final long POLL_MILLIS = 200;

    private final String searchPath;

    /**
     * A builder.
     *
     * @param searchPath folders in which the program is looked for, in the form of the environment variable PATH
     */
    public EngineBuild(String searchPath) {
        this.searchPath = searchPath;
    }

    /**
     * Builds the engine.
     *
     * @return a sentence for the status
     * @throws GraftException if the program is missing or fails
     */
    public String run(EngineSpec spec, WorkerContext context) throws IOException {
        Path program = program();
        Path engine = spec.engine().orElse(context.job().resultsDir().resolve(ENGINE_FILE));
        Process process = new ProcessBuilder(command(program, spec, engine)).inheritIO().start();
        int exit = waitFor(process, context);
        if (exit != 0 || !Files.exists(engine)) {
            throw new GraftException(
                    StandardError.REMOTE_FAILED,
                    PROGRAM + " ended with exit code " + exit + " and made no engine; the log has what it said");
        }
        return "Built " + engine.getFileName() + ", " + Files.size(engine) + " bytes.";
    }

    private Path program() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        StandardError.PROGRAM_MISSING,
                        "a TensorRT engine needs NVIDIA's " + PROGRAM + ", which is not on the PATH of this machine; install TensorRT on a"
                                + " machine with an NVIDIA GPU, run the job on an executor that uses NVIDIA's containers, or use the"
                                + " exported ONNX file as it is"));
    }

    private static List<String> command(Path program, EngineSpec spec, Path engine) throws IOException {
        List<OnnxInput> inputs;
        try (OnnxModel model = new OnnxModel(spec.onnxFile(), 1)) {
            inputs = model.inputs();
        }
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--onnx=" + spec.onnxFile(),
                "--saveEngine=" + engine,
                "--minShapes=" + shapes(inputs, spec.minBatch()),
                "--optShapes=" + shapes(inputs, spec.optBatch()),
                "--maxShapes=" + shapes(inputs, spec.maxBatch())));
        if (spec.precision().equals("fp16")) {
            command.add("--fp16");
        }
        spec.workspaceMegabytes().ifPresent(size -> command.add("--memPoolSize=workspace:" + size));
        return command;
    }

    private static String shapes(List<OnnxInput> inputs, int batch) {
        return inputs.stream().map(input -> input.described(batch)).collect(Collectors.joining(","));
    }

    private static int waitFor(Process process, WorkerContext context) {
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                context.stop().check();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + PROGRAM + " ran", e);
        } finally {
            process.destroy();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import dev.graft.executor.JobFileWriter;
import dev.graft.executor.Work;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the request for work, and the files that it needs. The container form is taken where the plan has one whose image is configured. */
final class ContainerRequests {

    private final ContainerSettings settings;

    ContainerRequests(ContainerSettings settings) {
        this.settings = settings;
    }

    /** Whether one of the plan's forms has its image. */
    boolean canRun(LaunchPlan plan) {
        return runsContainerForm(plan) || runsEmbeddedForm(plan);
    }

    /** Whether the plan's container form is what is run, and not its embedded one. */
    boolean runsContainerForm(LaunchPlan plan) {
        return plan.container().filter(form -> settings.images().containsKey(form.imageKey())).isPresent();
    }

    private boolean runsEmbeddedForm(LaunchPlan plan) {
        return plan.embedded().isPresent() && settings.workerImage().isPresent();
    }

    /** The request for work, when the files that it mounts were written. */
    ContainerRequest of(Work work) throws IOException {
        Path temporary = Files.createDirectories(work.attempt().folder().resolve("tmp"));
        return runsContainerForm(work.plan())
                ? ofContainer(work, work.plan().container().orElseThrow(), temporary)
                : ofEmbedded(work, work.plan().embedded().orElseThrow(() -> noImage(work)), temporary);
    }

    private ContainerRequest ofContainer(Work work, ContainerForm form, Path temporary) throws IOException {
        Path specFile = JobFileWriter.write(work.attempt().files().resolve(form.specFileName()), form.specText());
        Map<String, String> environment = new HashMap<>(work.environment());
        environment.putAll(form.environment());
        addFolders(environment, temporary);
        return new ContainerRequest(
                settings.images().get(form.imageKey()),
                List.of(),
                form.command().stream().map(word -> word.replace(ContainerForm.SPEC_FILE, specFile.toString())).toList(),
                environment,
                readable(work, Stream.of(specFile)),
                List.of(work.resultsDir(), temporary),
                work.resultsDir());
    }

    private ContainerRequest ofEmbedded(Work work, EmbeddedForm form, Path temporary) throws IOException {
        Path jobFile = JobFileWriter.write(work);
        Path libraries = settings.worker().libraries();
        Path cache = Files.createDirectories(settings.worker().cache());
        if (Files.notExists(work.statusFile())) {
            Files.createFile(work.statusFile());
        }
        List<String> command = new ArrayList<>(settings.worker().javaOptions());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Djava.awt.headless=true");
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
        command.add("-cp");
        command.add(Stream.concat(
                        work.classPath().stream().map(Path::toString),
                        Stream.of(libraries).filter(Files::isDirectory).map(folder -> folder.resolve("*").toString()))
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(form.mainClass());
        command.add(jobFile.toString());
        command.addAll(form.arguments());
        Stream<Path> code = Stream.concat(work.classPath().stream(), Stream.of(libraries).filter(Files::isDirectory));
        return new ContainerRequest(
                settings.workerImage().orElseThrow(() -> noImage(work)),
                List.of("java"),
                command,
                workerEnvironment(work, temporary),
                readable(work, Stream.concat(code, Stream.of(jobFile))),
                List.of(work.resultsDir(), work.statusFile(), temporary, cache),
                temporary);
    }

    private static Map<String, String> workerEnvironment(Work work, Path temporary) {
        Map<String, String> environment = new HashMap<>(work.environment());
        environment.put("OMP_NUM_THREADS", Integer.toString(work.cores()));
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        addFolders(environment, temporary);
        return environment;
    }

    /** The home folder of the image's user is often not writable for another one. */
    private static void addFolders(Map<String, String> environment, Path temporary) {
        environment.put("TMPDIR", temporary.toString());
        environment.put("HOME", temporary.toString());
    }

    /** Inputs within the results are seen there already. */
    private static List<Path> readable(Work work, Stream<Path> own) {
        return Stream.concat(own, work.inputs().stream().filter(input -> !input.startsWith(work.resultsDir()))).distinct().toList();
    }

    private GraftException noImage(Work work) {
        String key = work.plan().container().map(ContainerForm::imageKey).orElse("worker");
        return new GraftException(
                StandardError.NO_SUCH_RESOURCES,
                "Action " + work.action() + " of " + work.architecture() + " needs the image '" + key
                        + "', and none is configured for it. An administrator can name one with graft.container.images." + key + ".");
    }
}

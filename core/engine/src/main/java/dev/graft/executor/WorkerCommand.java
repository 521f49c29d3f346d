// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.worker.StandbyWorker;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The command line and the environment of a worker process. */
public final class WorkerCommand {

    /** What a worker may see of the server's environment; the rest, which holds the server's secrets, stays with the server. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "NVIDIA_VISIBLE_DEVICES");

    /** Variable that names the temporary folder. */
    static final String TEMPORARY = "TMPDIR";

    private final WorkerSettings settings;

    /** @param settings how workers are started */
    public WorkerCommand(WorkerSettings settings) {
        this.settings = settings;
    }

    /** The command: a shell that leads a session of its own and runs Java. */
    List<String> of(Work work, EmbeddedForm form, AttemptFolder files, Path jobFile, Path temporary) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "sh",
                "-c",
                AttemptFolder.SCRIPT,
                "graft-worker",
                files.folder().toString(),
                work.logFile().toString(),
                work.attempt().token()));
        command.addAll(java(work, form, jobFile, temporary));
        return command;
    }

    /** The command of a process that stands by: a shell that leads a session of its own, runs the script and is given the Java command. */
    List<String> standby(StandbyKind kind, String script, Path folder, Path temporary) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", script, "graft-standby", folder.toString()));
        command.addAll(java(folder.toString(), kind.classPath(), temporary));
        command.addAll(List.of(StandbyWorker.class.getName(), kind.mainClass(), folder.toString()));
        return command;
    }

    /** The Java command alone. */
    public List<String> java(Work work, EmbeddedForm form, Path jobFile, Path temporary) {
        List<String> command = java(work.attempt().token(), work.classPath(), temporary);
        command.add(form.mainClass());
        command.addAll(arguments(form, jobFile));
        return command;
    }

    /** The arguments of the main class. */
    static List<String> arguments(EmbeddedForm form, Path jobFile) {
        List<String> arguments = new ArrayList<>(List.of(jobFile.toString()));
        arguments.addAll(form.arguments());
        return arguments;
    }

    private List<String> java(String token, List<Path> classPath, Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(settings.java().toString());
        command.addAll(settings.javaOptions());
        command.add("-Dgraft.worker=" + token);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Djava.awt.headless=true");
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + settings.cache());
        command.add("-cp");
        command.add(text(classPath));
        return command;
    }

    /** The environment: threads for the granted cores, the granted GPUs, and little else. */
    public Map<String, String> environment(Work work, Map<String, String> ofServer, Path temporary) {
        Map<String, String> environment = new TreeMap<>(ofServer);
        environment.keySet().retainAll(INHERITED);
        environment.putAll(work.environment());
        environment.put(TEMPORARY, temporary.toString());
        environment.put("OMP_NUM_THREADS", Integer.toString(work.cores()));
        // Threads that wait spin by default; where other processes want the cores too, that made training twenty times slower.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        // OpenBLAS's own threads fight with OpenMP's over the same cores; measured, one is fastest.
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.put(
                "CUDA_VISIBLE_DEVICES",
                work.slots().stream()
                        .filter(Slot::gpu)
                        .map(slot -> Integer.toString(slot.gpuIndex().getAsInt()))
                        .collect(Collectors.joining(",")));
        return environment;
    }

    private String text(List<Path> classPath) {
        List<String> entries = new ArrayList<>();
        classPath.forEach(entry -> entries.add(entry.toString()));
        if (Files.isDirectory(settings.libraries())) {
            entries.add(settings.libraries().resolve("*").toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}

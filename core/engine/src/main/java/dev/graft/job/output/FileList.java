// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.job.Job;
import dev.graft.job.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every file of a job that may leave the server, by name: the results and the status lines below the job's id, as its archive has them; the
 * log {@code logs/<job id>.txt}; the specs {@code specs/<job id>.json}.
 */
final class FileList {

    private static final JsonMapper JSON = new JsonMapper();

    private final Job job;
    private final JobFolder folder;

    FileList(Job job, JobFolder folder) {
        this.job = job;
        this.folder = folder;
    }

    /** The results and the status lines. */
    SortedMap<String, OutputFile> results() throws IOException {
        SortedMap<String, OutputFile> files = new TreeMap<>();
        if (Files.isRegularFile(folder.status(), LinkOption.NOFOLLOW_LINKS)) {
            add(files, nameOf("status.json"), folder.status());
        }
        if (Files.isDirectory(folder.results())) {
            try (Stream<Path> walk = Files.walk(folder.results())) {
                for (Path file : walk.filter(FileList::leaves).toList()) {
                    add(files, nameOf(file), file);
                }
            }
        }
        return files;
    }

    /** The log; empty for a job that has none yet. */
    Optional<OutputFile> log() throws IOException {
        return Files.isRegularFile(folder.log(), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(OutputFile.of("logs/" + job.id() + ".txt", folder.log()))
                : Optional.empty();
    }

    /** The specs that the job runs with, as the user sees them. */
    OutputFile specs() {
        try {
            byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(job.specs());
            return OutputFile.of("specs/" + job.id() + ".json", text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot fail to be written", e);
        }
    }

    /** Everything. */
    SortedMap<String, OutputFile> all() throws IOException {
        SortedMap<String, OutputFile> files = results();
        log().ifPresent(log -> files.put(log.name(), log));
        files.put(specs().name(), specs());
        return files;
    }

    /** Name of a file of the results. */
    String nameOf(Path file) {
        return nameOf(folder.results().relativize(file).toString());
    }

    /** The files of a name: that one, or all below a folder of that name. */
    static List<OutputFile> named(Map<String, OutputFile> files, String name) {
        if (files.containsKey(name)) {
            return List.of(files.get(name));
        }
        String folder = name.endsWith("/") ? name : name + "/";
        return files.values().stream().filter(file -> file.name().startsWith(folder)).toList();
    }

    private String nameOf(String path) {
        return job.id() + "/" + path;
    }

    private static boolean leaves(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.getFileName().toString().equals(".lock");
    }

    private static void add(SortedMap<String, OutputFile> files, String name, Path file) throws IOException {
        files.put(name, OutputFile.of(name, file));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import dev.graft.archive.FileTree;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files of registered models on disk: a folder for each base experiment, there only when all of it has come and been checked. */
@ApplicationScoped
public class BaseModelFiles {

    /** What TAO 5.3 looks for, in its order, then what public model collections use. */
    private static final List<String> MODEL_ENDINGS =
            List.of(".tlt", ".hdf5", ".pth", ".pth.tar", ".pt", ".ckpt", ".safetensors", ".bin", ".onnx");

    private final DataFolder data;

    /** For the container's proxy. */
    protected BaseModelFiles() {
        this(null);
    }

    @Inject
    public BaseModelFiles(DataFolder data) {
        this.data = data;
    }

    private Path folder(UUID id) {
        return data.baseModels().resolve(id.toString());
    }

    /** Where an unfinished pull works. */
    Path work(UUID id) {
        return data.baseModels().resolve(id + ".pull");
    }

    /** Puts a folder of files that were checked in place. */
    void put(UUID id, Path content) throws IOException {
        FileTree.delete(folder(id));
        Files.move(content, folder(id), StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(work(id));
    }

    void remove(UUID id) {
        FileTree.delete(work(id));
        FileTree.delete(folder(id));
    }

    /** The file that networks start from; empty if it has not come. */
    public Optional<Path> model(UUID id) {
        return Files.isDirectory(folder(id)) ? modelIn(folder(id)) : Optional.empty();
    }

    static Optional<Path> modelIn(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            return MODEL_ENDINGS.stream()
                    .flatMap(ending -> files.stream().filter(file -> file.getFileName().toString().endsWith(ending)))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the base model in " + folder + " cannot be read", e);
        }
    }
}

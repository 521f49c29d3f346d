// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** Reads {@code classes.txt}: one class a line, in the order of the network's outputs; blank lines are left out. */
public final class ClassList {

    private ClassList() {}

    /**
     * The classes of a file.
     *
     * @throws GraftException if the file cannot be read, is empty or names a class twice
     */
    public static List<String> read(Path file) {
        List<String> classes;
        try {
            classes = Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "the class list " + file.getFileName() + " cannot be read as UTF-8 text: " + e, e);
        }
        if (classes.isEmpty()) {
            throw new GraftException(StandardError.INVALID_DATASET, "the class list " + file.getFileName() + " names no class");
        }
        HashSet<String> seen = new HashSet<>();
        classes.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(twice -> {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "the class list " + file.getFileName() + " names '" + twice + "' twice");
        });
        return classes;
    }
}

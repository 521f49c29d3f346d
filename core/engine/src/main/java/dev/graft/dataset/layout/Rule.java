// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that must be in a dataset's folder. */
sealed interface Rule {

    /** Tells what is wrong below the root. */
    void check(Path root, LayoutFaults faults) throws IOException;

    /** What it asks for, in words. */
    String describe();

    /** First segments of the paths it speaks of; may be globs. */
    Stream<String> firstSegments();

    /** A folder. */
    record Folder(String path) implements Rule {
        @Override
        public void check(Path root, LayoutFaults faults) {
            Path folder = root.resolve(path);
            if (!Files.exists(folder)) {
                faults.add(path, "is missing; a folder of this name is expected");
            } else if (!Files.isDirectory(folder)) {
                faults.add(path, "is a file; a folder of this name is expected");
            }
        }

        @Override
        public String describe() {
            return "folder " + path;
        }

        @Override
        public Stream<String> firstSegments() {
            return Stream.of(firstSegment(path));
        }
    }

    /** A file. */
    record File(String path) implements Rule {
        @Override
        public void check(Path root, LayoutFaults faults) {
            Path file = root.resolve(path);
            if (!Files.exists(file)) {
                faults.add(path, "is missing; a file of this name is expected");
            } else if (!Files.isRegularFile(file)) {
                faults.add(path, "is a folder; a file of this name is expected");
            }
        }

        @Override
        public String describe() {
            return "file " + path;
        }

        @Override
        public Stream<String> firstSegments() {
            return Stream.of(firstSegment(path));
        }
    }

    /** Exactly one folder in the root whose name matches a glob. */
    record SingleEntry(String glob) implements Rule {
        @Override
        public void check(Path root, LayoutFaults faults) throws IOException {
            List<String> found = DatasetTree.matching(root, glob);
            if (found.isEmpty()) {
                faults.add("", "no entry is called " + glob + "; exactly one folder with such a name is expected");
            } else if (found.size() > 1) {
                faults.add("", "exactly one entry may be called " + glob + ", but there are " + String.join(", ", found)
                        + "; make a dataset of each");
            } else if (!Files.isDirectory(root.resolve(found.get(0)))) {
                faults.add(found.get(0), "is a file; a folder is expected");
            }
        }

        @Override
        public String describe() {
            return "one folder called " + glob;
        }

        @Override
        public Stream<String> firstSegments() {
            return Stream.of(glob);
        }
    }

    /** At least one of several groups of rules, each of which must hold as a whole. */
    record AnyOf(List<List<Rule>> groups) implements Rule {

        public AnyOf {
            groups = groups.stream().map(List::copyOf).toList();
        }

        @Override
        public void check(Path root, LayoutFaults faults) throws IOException {
            for (List<Rule> group : groups) {
                LayoutFaults own = new LayoutFaults();
                for (Rule rule : group) {
                    rule.check(root, own);
                }
                if (own.isEmpty()) {
                    return;
                }
            }
            faults.add("", "one of these is expected: " + describe());
        }

        @Override
        public String describe() {
            return groups.stream()
                    .map(group -> group.stream().map(Rule::describe).collect(Collectors.joining(" with ")))
                    .collect(Collectors.joining(", or "));
        }

        @Override
        public Stream<String> firstSegments() {
            return groups.stream().flatMap(List::stream).flatMap(Rule::firstSegments);
        }
    }

    private static String firstSegment(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}

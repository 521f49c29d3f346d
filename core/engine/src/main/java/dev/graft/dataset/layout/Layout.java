// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules for the files of one type and format. Immutable and thread safe. */
public final class Layout {

    private static final int MAX_LEADING_FOLDERS = 8;

    private final String type;
    private final String format;
    private final List<Rule> rules;
    private final List<SampleCount> samples;
    private final Optional<ClassSource> classes;
    private final boolean classFolders;

    Layout(
            String type,
            String format,
            List<Rule> rules,
            List<SampleCount> samples,
            Optional<ClassSource> classes,
            boolean classFolders) {
        this.type = type;
        this.format = format;
        this.rules = List.copyOf(rules);
        this.samples = List.copyOf(samples);
        this.classes = classes;
        this.classFolders = classFolders;
    }

    /** A layout that asks for nothing. */
    static Layout free(String type, String format) {
        return new Layout(type, format, List.of(), List.of(), Optional.empty(), false);
    }

    public String type() {
        return type;
    }

    public String format() {
        return format;
    }

    /**
     * Checks a folder and learns what it holds.
     *
     * @param root the dataset's folder
     * @throws IOException if the folder cannot be read
     */
    public LayoutReport inspect(Path root) throws IOException {
        LayoutFaults faults = new LayoutFaults();
        for (Rule rule : rules) {
            rule.check(root, faults);
        }
        List<String> names = classes.isPresent() ? classes.get().read(root, faults) : List.of();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (SampleCount count : samples) {
            if (counts.isEmpty() || !count.countsEverything()) {
                count.count(root, counts);
            }
        }
        if (faults.isEmpty()) {
            checkSamples(counts, faults);
            checkClassFolders(root, names, faults);
        }
        return new LayoutReport(faults.list(), names, counts);
    }

    private void checkSamples(Map<String, Long> counts, LayoutFaults faults) {
        if (!samples.isEmpty() && counts.values().stream().allMatch(number -> number == 0)) {
            SampleCount first = samples.get(0);
            faults.add(first.folder(), "holds none of the samples expected (" + first.what() + ")");
        }
    }

    /** Every folder of images bears the name of a class; a class without a folder is allowed. */
    private void checkClassFolders(Path root, List<String> names, LayoutFaults faults) throws IOException {
        if (!classFolders || names.isEmpty()) {
            return;
        }
        Set<String> known = Set.copyOf(names);
        for (SampleCount count : samples) {
            for (String split : DatasetTree.matching(root, count.folder())) {
                for (String folder : classFoldersOf(root.resolve(split))) {
                    if (!known.contains(folder)) {
                        faults.add(split + "/" + folder, "is no class of " + classes.orElseThrow().path() + ", which names "
                                + brief(names) + "; add the class there or remove the folder");
                    }
                    if (faults.isFull()) {
                        return;
                    }
                }
            }
        }
    }

    private static List<String> classFoldersOf(Path split) throws IOException {
        return DatasetTree.names(split).stream()
                .filter(name -> Files.isDirectory(split.resolve(name)))
                .toList();
    }

    private static String brief(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(5, names.size())));
        return names.size() <= 5 ? shown : shown + " and " + (names.size() - 5) + " more";
    }

    /**
     * The dataset's root within an unpacked archive: archives are often packed with one or more folders around everything. Such a
     * folder is stepped into as long as it stands alone and the layout does not speak of it.
     */
    public Path rootWithin(Path unpacked) throws IOException {
        Path root = unpacked;
        for (int level = 0; level < MAX_LEADING_FOLDERS; level++) {
            List<String> names = DatasetTree.names(root);
            if (names.size() != 1 || rules.isEmpty() || speaksOf(names.get(0)) || !Files.isDirectory(root.resolve(names.get(0)))) {
                return root;
            }
            root = root.resolve(names.get(0));
        }
        return root;
    }

    private boolean speaksOf(String name) {
        List<String> globs = new ArrayList<>();
        rules.stream().flatMap(Rule::firstSegments).forEach(globs::add);
        samples.forEach(count -> globs.add(count.folder().split("/", 2)[0]));
        return globs.stream()
                .anyMatch(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name)));
    }
}

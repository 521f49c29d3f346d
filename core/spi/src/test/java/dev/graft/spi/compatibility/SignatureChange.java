// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.compatibility;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has become of an interface since a release.
 *
 * @param released lines of its signature then
 * @param now lines of its signature now
 */
record SignatureChange(Collection<String> released, Collection<String> now) {

    /** What breaks plugins that were compiled against the release: lines that are gone, and new methods that they would have to implement. */
    List<String> breaks() {
        Set<String> gone = new TreeSet<>(released);
        gone.removeAll(now);
        Set<String> added = new TreeSet<>(now);
        added.removeAll(released);
        Set<String> knownTypes = released.stream().map(SignatureChange::type).collect(Collectors.toSet());
        return Stream.concat(
                        gone.stream().map(line -> "gone or changed: " + line),
                        added.stream()
                                .filter(line -> line.contains(" abstract ") && line.contains("(") && knownTypes.contains(type(line)))
                                .map(line -> "new, and to be implemented: " + line))
                .toList();
    }

    private static String type(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    /** Whether Semantic Versioning lets {@code version} break what was released as {@code released}. */
    static boolean mayBreak(String released, String version) {
        List<Integer> before = parts(released);
        List<Integer> after = parts(version);
        boolean major = after.get(0) > before.get(0);
        return major || before.get(0) == 0 && after.get(0).equals(before.get(0)) && after.get(1) > before.get(1);
    }

    static List<Integer> parts(String version) {
        return Arrays.stream(version.split("\\.")).map(Integer::valueOf).toList();
    }

    static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i).compareTo(other.get(i));
            }
        }
        return 0;
    }
}

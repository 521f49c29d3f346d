// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of archive entries, turned into paths that cannot leave the folder they are unpacked into. */
final class EntryName {

    private static final int MAX_SEGMENT = 255;
    private static final int MAX_DEPTH = 64;

    private EntryName() {}

    /**
     * Where an entry belongs.
     *
     * @param target absolute folder
     * @return a path inside the folder, or the folder itself for {@code ./}
     * @throws BadArchive if the name reaches outside or is none
     */
    static Path resolve(Path target, String name) throws BadArchive {
        if (name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*")) {
            throw new BadArchive(show(name) + " is an absolute path; entries must be relative");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : name.replace('\\', '/').split("/")) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(checked(segment, name));
            }
        }
        if (segments.size() > MAX_DEPTH) {
            throw new BadArchive(show(name) + " lies deeper than " + MAX_DEPTH + " folders");
        }
        Path path = target;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        if (!path.normalize().startsWith(target)) {
            throw new BadArchive(show(name) + " reaches outside the archive");
        }
        return path;
    }

    private static String checked(String segment, String name) throws BadArchive {
        if (segment.equals("..")) {
            throw new BadArchive(show(name) + " reaches outside the archive with '..'");
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT) {
            throw new BadArchive(show(name) + " has a name of more than " + MAX_SEGMENT + " bytes");
        }
        if (segment.chars().anyMatch(Character::isISOControl)) {
            throw new BadArchive(show(name) + " has a control character in its name");
        }
        return segment;
    }

    /** Whether the entry is what macOS adds to archives beside the user's own files. */
    static boolean isDesktopLitter(String name) {
        String path = name.replace('\\', '/');
        String last = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("__MACOSX/") || path.contains("/__MACOSX/") || last.startsWith("._") || last.equals(".DS_Store");
    }

    /** The name for a message: short and printable. */
    static String show(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() <= 200 ? printable : printable.substring(0, 199) + "…") + "'";
    }
}

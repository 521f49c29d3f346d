// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

/** Names of remote files as names on the server's disk. A storage may hold any text as a name. */
final class SafePath {

    private static final int LONGEST_PATH = 2000;
    private static final int LONGEST_NAME = 255;

    private SafePath() {}

    /**
     * The path, if it stays within the folder that it is resolved against.
     *
     * @throws CloudFault FORBIDDEN if not
     */
    static String check(String path) throws CloudFault {
        if (path.isEmpty() || path.length() > LONGEST_PATH || path.startsWith("/")) {
            throw refused(path);
        }
        for (String name : path.split("/", -1)) {
            boolean plain = !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.length() <= LONGEST_NAME;
            if (!plain || name.chars().anyMatch(letter -> letter < ' ' || letter == '\\')) {
                throw refused(path);
            }
        }
        return path;
    }

    private static CloudFault refused(String path) {
        String shown = path.substring(0, Math.min(100, path.length())).replaceAll("\\p{Cntrl}", "?");
        return new CloudFault(
                CloudFault.Cause.FORBIDDEN, "The storage has a file '" + shown + "', whose name cannot be used as a path; rename it there.");
    }
}

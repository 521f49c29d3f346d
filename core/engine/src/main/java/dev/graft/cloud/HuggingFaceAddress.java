// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a repository, folder or file at Hugging Face, as a browser shows it.
 *
 * @param kind {@code dataset}, {@code space} or {@code model}
 * @param repository owner and name
 * @param revision branch, tag or commit
 * @param path folder or file in it; empty text for the whole
 */
record HuggingFaceAddress(String kind, String repository, Optional<String> revision, String path) {

    private static final Pattern FORM = Pattern.compile(
            "https://huggingface\\.co/(?:(datasets|spaces)/)?([A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*)"
                    + "(?:/(?:tree|blob|resolve)/([\\w.-]+)(?:/([^?#]+))?)?/?(?:[?#].*)?");

    /** Reads an address; empty if it is none of a repository. */
    static Optional<HuggingFaceAddress> parse(String address) {
        Matcher parts = FORM.matcher(address);
        if (!parts.matches() || hasDots(parts.group(4))) {
            return Optional.empty();
        }
        String kind = parts.group(1) == null ? "model" : parts.group(1).substring(0, parts.group(1).length() - 1);
        String path = parts.group(4) == null ? "" : parts.group(4).replaceAll("/+$", "");
        return Optional.of(new HuggingFaceAddress(kind, parts.group(2), Optional.ofNullable(parts.group(3)), path));
    }

    private static boolean hasDots(String path) {
        return path != null && Pattern.compile("(^|/)\\.{1,2}(/|$)").matcher(path).find();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in remote storage.
 *
 * @param path where it lies within what is pulled, with {@code /} and without a leading one
 * @param size in bytes; empty if the storage does not tell before the file is read
 * @param version changes when the content does (an ETag, a time of change); empty if the storage tells none, so that nothing of the file
 *     can be kept when a pull is interrupted
 */
public record RemoteFile(String path, OptionalLong size, Optional<String> version) {

    public RemoteFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(version, "version");
    }
}

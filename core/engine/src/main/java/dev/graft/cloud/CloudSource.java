// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;
import java.io.InputStream;

/**
 * Remote storage opened for reading: one file, or a folder with all below it. {@link #open} may be called from several threads at once.
 * Every method may block as long as the network does.
 */
public interface CloudSource extends AutoCloseable {

    /** Takes the files of a listing, one after the other. */
    @FunctionalInterface
    interface Listing {
        /** A file was found. */
        void found(RemoteFile file) throws IOException;
    }

    /**
     * Lists the files, in no particular order. What is in memory at once is bounded by the largest single folder.
     *
     * @throws CloudFault if the storage refuses or cannot be reached
     */
    void list(Listing listing) throws IOException;

    /**
     * Reads a file from an offset to its end.
     *
     * @param file one that was listed
     * @param offset bytes to leave out, at most the file's size
     * @throws CloudFault if the storage refuses, cannot be reached, or holds another version by now
     */
    InputStream open(RemoteFile file, long offset) throws IOException;

    @Override
    void close();
}

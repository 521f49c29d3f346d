// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body that tells a break of the connection apart from a fault of the disk. */
final class BrokenBody extends FilterInputStream {

    private final boolean lost;

    /** @param lost whether what has arrived is lost when the body breaks off */
    BrokenBody(InputStream body, boolean lost) {
        super(body);
        this.lost = lost;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INVALID_REQUEST,
                    "The part broke off" + (lost ? "; as it has a checksum, nothing of it was kept." : "; what had arrived of it was kept.")
                            + " Ask for the upload's offset and go on there.",
                    e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.io.IOException;

/** A file is no picture that can be decoded. The message says why in half a sentence. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadablePictureException(String message) {
        super(message);
    }

    public UnreadablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.io.IOException;

/** A file that is no picture, or a broken one. The message says why, without the path. */
public class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableImageException(String message) {
        super(message);
    }

    UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.IOException;

/** A file of weights that is broken, hostile, or of a kind that is not read. The message says what was found and what to do. */
public class WeightFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a message for the person who gave the file. */
    public WeightFileException(String message) {
        super(message);
    }

    /** With a message and what caused it. */
    public WeightFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

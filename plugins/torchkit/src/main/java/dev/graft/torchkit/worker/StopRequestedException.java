// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

/** An action ended early because it was asked to. The message says how far it came and what is kept. */
public class StopRequestedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence for the status. */
    public StopRequestedException(String message) {
        super(message);
    }
}

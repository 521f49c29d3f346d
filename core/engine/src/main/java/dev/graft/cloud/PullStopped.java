// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;

/** A pull has ended because nobody wants it any more, or the server stops. What has come is kept. */
public final class PullStopped extends IOException {

    private static final long serialVersionUID = 1L;

    PullStopped(Throwable cause) {
        super("the pull was stopped", cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;
import java.util.Objects;

/** Remote storage did not do what was asked. The message is for users and holds no credentials. */
public final class CloudFault extends IOException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, and so whether trying again can help. */
    public enum Cause {
        /** There is no such bucket, folder or file. */
        MISSING(false),
        /** The credentials do not suffice. */
        DENIED(false),
        /** The details make no sense to the storage. */
        MISCONFIGURED(false),
        /** The server does not go there. */
        FORBIDDEN(false),
        /** The file has changed while it was read; the pull starts again with a new listing. */
        CHANGED(false),
        /** More than the limits allow. */
        TOO_LARGE(false),
        /** The storage asks for patience. */
        BUSY(true),
        /** The network or the storage failed. */
        UNREACHABLE(true);

        private final boolean passing;

        Cause(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same request may succeed a little later. */
        public boolean passing() {
            return passing;
        }
    }

    private final Cause why;

    public CloudFault(Cause why, String message) {
        this(why, message, null);
    }

    public CloudFault(Cause why, String message, Throwable origin) {
        super(message, origin);
        this.why = Objects.requireNonNull(why, "why");
    }

    /** What went wrong. */
    public Cause why() {
        return why;
    }
}

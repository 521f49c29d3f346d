// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

/** Whom a pull tells how far it is. Called from any of its threads, one at a time, about once a second. */
@FunctionalInterface
public interface PullWatch {

    /**
     * The pull has come this far.
     *
     * @return whether it is still wanted; otherwise it stops
     */
    boolean progressed(PullCount count);
}

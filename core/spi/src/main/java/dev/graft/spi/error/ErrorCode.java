// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.error;

/**
 * A stable number for a kind of fault; the API's {@code error_code}. Graft's own are below 10,000 ({@link StandardError}); a plugin
 * declares an enum of its own with numbers from 10,000 on.
 */
public interface ErrorCode {

    /** The number; never reused for another kind of fault. */
    int number();

    /** The constant's name, for logs. */
    String name();

    /** Who can mend it. */
    Blame blame();
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.IOException;

/** What is wrong with an archive, in words for its user. */
final class BadArchive extends IOException {

    private static final long serialVersionUID = 1L;

    BadArchive(String message) {
        super(message);
    }
}

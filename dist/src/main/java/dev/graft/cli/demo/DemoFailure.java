// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

/** Why the demonstration did not succeed. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}

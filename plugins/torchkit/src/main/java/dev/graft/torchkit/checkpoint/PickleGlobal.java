// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

/**
 * A class or function that a pickle names. It stays a name: nothing is looked up or run.
 *
 * @param module Python module
 * @param name name in the module
 */
record PickleGlobal(String module, String name) {

    @Override
    public String toString() {
        return module + "." + name;
    }
}

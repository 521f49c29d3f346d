// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.error;

/** Who can mend a fault. */
public enum Blame {
    /** The person who asked: wrong specs, data, ids. */
    USER,
    /** Graft itself or a plugin: a defect. */
    INTERNAL,
    /** The machine has too little memory, disk or GPUs. */
    RESOURCES,
    /** Something outside: a cloud, a registry, a cluster. */
    EXTERNAL
}

// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

/**
 * A block of elements that lies elsewhere in the file.
 *
 * @param type the elements' type
 * @param key the block's name in the file
 * @param count number of elements; all together take less than 2 GB
 */
record StorageReference(ElementType type, String key, long count) {

    long bytes() {
        return count * type.bytes();
    }
}

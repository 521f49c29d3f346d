// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** The element types of stored tensors; the constants' names are those of the safetensors format. */
public enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    I16(2),
    I32(4),
    I64(8),
    F16(2),
    BF16(2),
    F32(4),
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The type of that name, if Graft knows it. */
    public static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findAny();
    }
}

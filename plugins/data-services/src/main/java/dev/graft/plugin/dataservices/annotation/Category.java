// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.util.Objects;

/**
 * A class of objects.
 *
 * @param id its number, from 1
 * @param name its name
 */
public record Category(int id, String name) {
    public Category {
        Objects.requireNonNull(name, "name");
    }
}

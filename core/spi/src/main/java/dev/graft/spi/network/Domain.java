// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

/** The field a network serves; the API's experiment {@code type}. */
public enum Domain {
    VISION,
    MEDICAL
}

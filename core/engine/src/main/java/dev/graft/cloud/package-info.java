// SPDX-License-Identifier: Apache-2.0
/**
 * Data outside the server: the API's {@code cloud_details}, the storages that they name, and pulling from them so that an interruption
 * costs little. Apache OpenDAL reads the clouds, Java's own client plain http(s) files. OpenDAL's native library is unpacked to a
 * temporary file for each class loader, so that the application can be deployed again into a running server; the former copy stays in
 * memory until that server collects the old class loader. May use {@code dev.graft.archive} and {@code dev.graft.secret}. Nothing here
 * is null unless marked Optional.
 */
package dev.graft.cloud;

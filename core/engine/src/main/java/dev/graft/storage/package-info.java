// SPDX-License-Identifier: Apache-2.0
/**
 * Where things lie on disk: {@link dev.graft.storage.DataFolder} for all state of a server, {@link dev.graft.storage.GraftHome} for the
 * distribution it was started from. Knows paths, not contents. Nothing here is null unless marked Optional; all paths are absolute.
 */
package dev.graft.storage;

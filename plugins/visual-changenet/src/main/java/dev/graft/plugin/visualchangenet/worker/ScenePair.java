// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import java.nio.file.Path;

/**
 * Two pictures of a place.
 *
 * @param name as in the list
 * @param first the first picture
 * @param second the second picture
 * @param mask what changed; may not exist where it is not known
 */
record ScenePair(String name, Path first, Path second, Path mask) {}

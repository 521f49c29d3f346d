// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in a worker process: the conversion of pictures and their texts into the key-value file (LMDB) that text recognition trains
 * on. Uses torchkit's worker frame and the JDK, and nothing native. Nothing here is null.
 */
package dev.graft.plugin.ocrnet.worker;

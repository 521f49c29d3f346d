// SPDX-License-Identifier: Apache-2.0
/**
 * From image files to batches: folders of labelled images, decoding, a bounded cache of decoded images, and batches that are put together
 * on own threads with a seeded generator per sample, so that they do not depend on the threads' timing; samples of other kinds, such as
 * pairs and clips, come from a reader of their own. Uses OpenCV, and libtorch only to hand a finished batch over. Nothing here is null unless
 * marked Optional.
 */
package dev.graft.torchkit.data;

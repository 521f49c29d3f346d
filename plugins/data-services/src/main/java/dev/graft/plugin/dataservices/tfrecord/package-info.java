// SPDX-License-Identifier: Apache-2.0
/**
 * TensorFlow's files of examples: the framing of a TFRecord file with its masked checksums, the {@code tf.train.Example} message in the
 * Protocol Buffers encoding, and the index that lets readers jump. Knows nothing of pictures. Nothing here is null.
 */
package dev.graft.plugin.dataservices.tfrecord;

// SPDX-License-Identifier: Apache-2.0
/**
 * The networks of action_recognition: a stream that sees frames, one that sees optical flow, and both joined. Names are those of TAO's
 * implementation. Written with torchkit's operations alone; nothing here is null.
 */
package dev.graft.plugin.actionrecognition.worker.network;

// SPDX-License-Identifier: Apache-2.0
/**
 * Pairs of pictures, one tested against a golden one: tables of pairs, pictures under several lights joined to one, batches in which
 * defective pairs are drawn more or less often, contrastive and class losses, and how well defects are told from the rest. Uses the action,
 * data, model, nn, picture, spec, train and worker packages; knows no network. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.pair;

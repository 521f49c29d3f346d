// SPDX-License-Identifier: Apache-2.0
/**
 * The specs of classification_tf2 as records: read from the filled specs of a job, checked, every name honoured or refused. Uses torchkit's
 * {@code spec} and plain values of its other packages; loads no native library. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.classificationtf2.worker.spec;

// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in a worker process: the conversion of point clouds and their labels into the files that the training reads. Uses torchkit's
 * worker frame, Pyrolite's pickler and the JDK, and nothing native. Nothing here is null.
 */
package dev.graft.plugin.pointpillars.worker;

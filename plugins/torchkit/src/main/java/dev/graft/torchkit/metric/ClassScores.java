// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

/**
 * The figures of one class. NaN where a figure has no meaning, as precision of a class that was never predicted.
 *
 * @param name the class
 * @param support number of its samples
 * @param recall 0 to 1; the class's accuracy
 * @param precision 0 to 1
 * @param f1 0 to 1
 */
public record ClassScores(String name, long support, double recall, double precision, double f1) {}

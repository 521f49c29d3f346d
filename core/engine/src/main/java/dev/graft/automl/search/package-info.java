// SPDX-License-Identifier: Apache-2.0
/**
 * The search algorithms: what to try next, given what was tried. Every algorithm is a pure function of the history and its seed, so that a
 * search whose trials are in the database needs no other memory and can be replayed exactly. May use the search space, Hipparchus
 * and the JDK; knows no jobs. Nothing here is null.
 */
package dev.graft.automl.search;

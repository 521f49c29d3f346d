// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments over HTTP: the resource, its request body and its representation. May use {@code dev.graft.experiment}, the jobs'
 * representation and the packages {@code http}, {@code json} and {@code security.access} of this module. Nothing here is null unless the
 * Javadoc says so.
 */
package dev.graft.web.experiment;

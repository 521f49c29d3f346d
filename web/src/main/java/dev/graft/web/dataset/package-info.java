// SPDX-License-Identifier: Apache-2.0
/**
 * Datasets over HTTP: the resource, its request body, its representation, and uploads. May use {@code dev.graft.dataset}, the jobs'
 * representation and the packages {@code http}, {@code json} and {@code security.access} of this module. Nothing here is null unless the
 * Javadoc says so.
 */
package dev.graft.web.dataset;

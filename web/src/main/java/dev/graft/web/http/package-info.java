// SPDX-License-Identifier: Apache-2.0
/**
 * What several resources need of HTTP: the patterns of paths, list parameters and totals, versions as entity tags, files with ranges,
 * text that is sent as it comes, archives out of multipart bodies, answers that are kept. Knows nothing of datasets, experiments or jobs.
 * Nothing here is null unless the Javadoc says so.
 */
package dev.graft.web.http;

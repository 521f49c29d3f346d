// SPDX-License-Identifier: Apache-2.0
/** What the dispatch of jobs costs on real databases. Nothing here is null. */
package dev.graft.job.run;

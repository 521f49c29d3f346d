// SPDX-License-Identifier: Apache-2.0
/** Tests of how jobs are run, most of them with real worker processes and everything around them in memory. Nothing here is null. */
package dev.graft.job.run;

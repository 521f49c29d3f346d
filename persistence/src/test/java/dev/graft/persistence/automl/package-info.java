// SPDX-License-Identifier: Apache-2.0
/** Tests of the stored searches, on every database. Nothing here is null. */
package dev.graft.persistence.automl;

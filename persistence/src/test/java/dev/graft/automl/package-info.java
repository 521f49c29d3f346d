// SPDX-License-Identifier: Apache-2.0
/** What a search costs on a real database. Nothing here is null. */
package dev.graft.automl;

// SPDX-License-Identifier: Apache-2.0
/**
 * How lists are asked for and answered: which part, in which order, which value or not that value. Values only, used by every package
 * that lists something. Nothing here is null unless marked Optional.
 */
package dev.graft.page;

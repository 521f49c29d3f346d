// SPDX-License-Identifier: Apache-2.0
/**
 * Which files make a dataset of a type and format valid, and what can be learnt from them. The rules are data ({@code layouts.yaml});
 * {@link dev.graft.dataset.layout.Layout} checks a folder against them and tells everything that is wrong. Knows files only: no
 * database, no entity. Nothing here is null unless marked Optional.
 */
package dev.graft.dataset.layout;

// SPDX-License-Identifier: Apache-2.0
/** Tests of layouts on real folders. Nothing here is null. */
package dev.graft.dataset.layout;

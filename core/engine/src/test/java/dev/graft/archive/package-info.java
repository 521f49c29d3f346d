// SPDX-License-Identifier: Apache-2.0
/** Tests of unpacking, with archives made on the spot. Nothing here is null. */
package dev.graft.archive;

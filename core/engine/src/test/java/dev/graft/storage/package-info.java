// SPDX-License-Identifier: Apache-2.0
/** Tests of what the package of the same name does. Nothing here is null. */
package dev.graft.storage;

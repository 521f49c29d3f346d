// SPDX-License-Identifier: Apache-2.0
/** Tests of secrets at rest. Nothing here is null. */
package dev.graft.secret;

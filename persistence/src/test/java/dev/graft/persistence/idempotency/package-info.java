// SPDX-License-Identifier: Apache-2.0
/** Tests of answers to repeated requests on real databases. Nothing here is null. */
package dev.graft.persistence.idempotency;

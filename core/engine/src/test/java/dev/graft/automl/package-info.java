// SPDX-License-Identifier: Apache-2.0
/** Tests of searches, conducted step by step without threads on trials that are computed instead of trained. Nothing here is null. */
package dev.graft.automl;

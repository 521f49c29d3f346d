// SPDX-License-Identifier: Apache-2.0
/** Tests of the container executor's parts; none needs an engine. */
package dev.graft.executor.container;

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The scheduling policy against simulated loads, in simulated time. Usage: scheduling.sh [JOBS], default 100000. Needs the compiled tests of
# core/engine (mvn -DskipTests package).
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
engine=$here/../../core/engine/target
exec java -Xmx2g -cp "$engine/test-classes:$engine/classes:$here/../../core/spi/target/classes:$here/../target/graft/worker/lib/*" \
    dev.graft.executor.simulation.SimulationBenchmark "${1:-100000}"

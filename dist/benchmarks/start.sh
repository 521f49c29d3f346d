#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Start to ready, idle resident memory, stop. Usage: start.sh [RUNS], default 5. The first run of a data folder makes its database.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"

runs=${1:-5}
run=0
printf 'run   ready s   idle MiB   stop s\n'
while [ "$run" -lt "$runs" ]; do
    run=$((run + 1))
    began=$(now)
    start_server
    ready=$(seconds_since "$began")
    # Idle means idle: nothing is asked for ten seconds.
    sleep 10
    resident=$(awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")
    began=$(now)
    stop_server
    printf '%3d   %7s   %8s   %6s\n' "$run" "$ready" "$resident" "$(seconds_since "$began")"
done

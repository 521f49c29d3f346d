#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the plugins of the distribution cost: start to ready and idle resident memory, with them and without any, in turns.
# Usage: plugins.sh [RUNS], default 5. The first run of each data folder (a new database, plugins to unpack) does not count.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"

runs=${1:-5}
with=$home
without=$folder/graft
# Hard links: the same files, and so the same class-data archive.
cp -al "$(CDPATH='' cd "$with" && pwd -P)" "$without"
rm "$without"/plugins/*.zip

# measure NAME HOME RUN: prints a line, and appends "ready resident" to a file.
measure() {
    home=$2
    began=$(now)
    start_server
    ready=$(seconds_since "$began")
    sleep 10
    resident=$(awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")
    stop_server
    [ "$3" -eq 0 ] || printf '%s %s\n' "$ready" "$resident" >> "$folder/$1"
    [ "$3" -eq 0 ] || printf '%3d   %-7s   %7s   %8s\n' "$3" "$1" "$ready" "$resident"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

printf 'run   plugins   ready s   idle MiB\n'
run=0
while [ "$run" -le "$runs" ]; do
    data=$folder/data
    mkdir -p "$folder/data-with" "$folder/data-without"
    ln -sfn "$folder/data-with" "$data"
    measure with "$with" "$run"
    ln -sfn "$folder/data-without" "$data"
    measure without "$without" "$run"
    run=$((run + 1))
done
awk -v s1="$(cut -d' ' -f1 "$folder/with" | median)" -v s0="$(cut -d' ' -f1 "$folder/without" | median)" \
    -v m1="$(cut -d' ' -f2 "$folder/with" | median)" -v m0="$(cut -d' ' -f2 "$folder/without" | median)" \
    'BEGIN { printf "medians: the plugins add %.2f s and %d MiB\n", s1 - s0, m1 - m0 }'

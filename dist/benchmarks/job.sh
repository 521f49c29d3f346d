#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# POST of a training to its first status line, and cancel to no process left. Usage: job.sh [RUNS], default 3.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
. "$here/digits.sh"

specs='{"model": {"backbone": {"type": "resnet_18"}}, "train": {"train_config": {"validate": false, "runner": {"max_epochs": 100}}},
  "dataset": {"data": {"train": {"pipeline": [{"type": "Resize", "scale": 32}]}}}}'

# A worker bears the job's id, or the folder of the process that stood by. The brackets keep grep from finding itself.
processes_of() {
    grep -lE "[g]raft.worker=($1$(sed 's/^/|/' "$folder/data/orgs/benchmark/jobs/$1/attempts/1/standby" 2> /dev/null))" \
        /proc/[0-9]*/cmdline 2> /dev/null | wc -l
}

start_server
make_dataset
run=0
printf 'run   first line s   cancel s\n'
while [ "$run" -lt "${1:-3}" ]; do
    run=$((run + 1))
    began=$(now)
    job=$(ask POST "/experiments/$experiment/jobs" '{"action": "train", "specs": '"$specs"'}' | tr -d '"')
    status=$folder/data/orgs/benchmark/jobs/$job/status.json
    until [ -s "$status" ]; do sleep 0.02; done
    first=$(seconds_since "$began")
    # Until it really trains, so that what is canceled is a training.
    until grep -q '"epoch"' "$status"; do sleep 0.1; done
    began=$(now)
    ask POST "/experiments/$experiment/jobs/$job:cancel" > /dev/null
    until ask GET "/experiments/$experiment/jobs/$job" | grep -q Canceled && [ "$(processes_of "$job")" -eq 0 ]; do sleep 0.02; done
    printf '%3d   %12s   %8s\n' "$run" "$first" "$(seconds_since "$began")"
done
stop_server

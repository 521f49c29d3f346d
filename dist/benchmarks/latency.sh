#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How long a job waits for its worker, and a client for the job's end. Usage: latency.sh [RUNS], default 20. Times are those of the
# files that the worker makes, to the nanosecond where the file system has a time of birth.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
. "$here/digits.sh"

specs='{"model": {"backbone": {"type": "resnet_18"}}, "train": {"train_config": {"validate": false, "runner": {"max_epochs": 1}}},
  "dataset": {"data": {"train": {"pipeline": [{"type": "Resize", "scale": 32}]}}}}'

born() { stat -c %.9W "$1"; }
changed() { stat -c %.9Y "$1"; }
at() { date +%s.%N; }
submit() { ask POST "/experiments/$experiment/jobs" '{"action": "train", "specs": '"$specs"'}' | tr -d '"'; }
folder_of() { echo "$folder/data/orgs/benchmark/jobs/$1"; }
between() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.3f\n", to - from }'; }

# As a client waits: asked again with what it saw last, until it is over.
await_end() {
    until ask GET "/experiments/$experiment/jobs/$1?wait=30" | grep -Eq '"status": *"(Done|Error)"'; do :; done
}

# POST of a job to its first status line, then its worker's end to the client's sight of it.
one_job() {
    posted=$(at)
    job=$(submit)
    await_end "$job"
    seen=$(at)
    echo "$(between "$posted" "$(born "$(folder_of "$job")/status.json")")" \
        "$(between "$(changed "$(folder_of "$job")/attempts/1/exit")" "$seen")"
}

# The n-th of sorted numbers, as the nearest rank of a percentage.
percentile() { sort -n "$1" | awk -v p="$2" '{ all[NR] = $1 } END { rank = int((NR * p + 99) / 100); print all[rank < 1 ? 1 : rank] }'; }
summary() { printf '%-34s n=%-4s median %s s   p99 %s s   max %s s\n' "$2" "$(wc -l < "$1")" "$(percentile "$1" 50)" "$(percentile "$1" 99)" "$(percentile "$1" 100)"; }

# Few images: what is measured is not the training.
start_server
make_dataset 2
run=0
while [ "$run" -lt "${1:-20}" ]; do
    # The first job of a server finds nobody who stands by.
    one_job > "$folder/one"
    [ "$run" -gt 0 ] || cut -d ' ' -f 1 "$folder/one" > "$folder/cold"
    [ "$run" -eq 0 ] || cut -d ' ' -f 1 "$folder/one" >> "$folder/warm"
    cut -d ' ' -f 2 "$folder/one" >> "$folder/seen"
    run=$((run + 1))
    for process in $(pgrep -f "^[^ ]*java .*[d]ev.graft.spi.worker.StandbyWorker.*$folder/data" || true); do
        awk '/^Pss:/ { printf "%.0f\n", $2 / 1024 }' "/proc/$process/smaps_rollup" >> "$folder/memory" 2> /dev/null || true
    done
done

# Two jobs on one slot: the end of the first one's worker to the second one's worker.
run=0
while [ "$run" -lt 5 ]; do
    run=$((run + 1))
    first=$(submit)
    second=$(submit)
    await_end "$second"
    between "$(changed "$(folder_of "$first")/$first.tar.gz")" \
        "$(born "$(folder_of "$second")/attempts/1/pid")" >> "$folder/reused"
    between "$(changed "$(folder_of "$first")/attempts/1/exit")" "$(born "$(folder_of "$second")/attempts/1/pid")" >> "$folder/packed"
done
summary "$folder/cold" "POST to first line, cold"
summary "$folder/warm" "POST to first line, warm"
summary "$folder/seen" "worker's end to client's sight"
summary "$folder/reused" "archive packed to next worker"
summary "$folder/packed" "worker's end to next worker"
[ ! -s "$folder/memory" ] || printf 'process that stands by, its share of memory: median %s MiB\n' "$(percentile "$folder/memory" 50)"
stop_server

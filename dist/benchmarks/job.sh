#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# POST of a training to its first status line, and cancel to no process left. Usage: job.sh [RUNS], default 3.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"

field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

make_dataset() {
    mkdir -p "$folder/digits"
    tar -xzf "$home/examples/mnist-small.tar.gz" -C "$folder/digits"
    mv "$folder/digits/train" "$folder/digits/images_train"
    tar -czf "$folder/train.tar.gz" -C "$folder/digits" classes.txt images_train
    dataset=$(ask POST /datasets '{"type": "image_classification", "format": "classification_pyt"}' | field id)
    curl -sS -o /dev/null -H "X-API-Key: $key" -F "file=@$folder/train.tar.gz" "$api/datasets/$dataset:upload"
    until ask GET "/datasets/$dataset" | grep -q pull_complete; do sleep 0.1; done
    experiment=$(ask POST /experiments '{"network_arch": "classification_pyt", "train_datasets": ["'"$dataset"'"]}' | field id)
}

specs='{"model": {"backbone": {"type": "resnet_18"}}, "train": {"train_config": {"validate": false, "runner": {"max_epochs": 100}}},
  "dataset": {"data": {"train": {"pipeline": [{"type": "Resize", "scale": 32}]}}}}'

# The brackets keep grep from finding itself.
processes_of() { grep -l "[g]raft.worker=$1" /proc/[0-9]*/cmdline 2> /dev/null | wc -l; }

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

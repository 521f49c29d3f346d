# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# For scripts that use server.sh: a dataset of handwritten digits, $dataset, and an experiment on it, $experiment.

field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# make_dataset [IMAGES OF EACH CLASS], default all
make_dataset() {
    mkdir -p "$folder/digits"
    tar -xzf "$home/examples/mnist-small.tar.gz" -C "$folder/digits"
    mv "$folder/digits/train" "$folder/digits/images_train"
    if [ $# -gt 0 ]; then
        for class in "$folder"/digits/images_train/*; do
            find "$class" -type f | sort | tail -n "+$(($1 + 1))" | xargs rm -f
        done
    fi
    tar -czf "$folder/train.tar.gz" -C "$folder/digits" classes.txt images_train
    dataset=$(ask POST /datasets '{"type": "image_classification", "format": "classification_pyt"}' | field id)
    curl -sS -o /dev/null -H "X-API-Key: $key" -F "file=@$folder/train.tar.gz" "$api/datasets/$dataset:upload"
    until ask GET "/datasets/$dataset" | grep -q pull_complete; do sleep 0.1; done
    experiment=$(ask POST /experiments '{"network_arch": "classification_pyt", "train_datasets": ["'"$dataset"'"]}' | field id)
}

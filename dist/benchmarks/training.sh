#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The training loop against a bare libtorch loop, and the memory of a long training. Usage: training.sh [SIDE BATCH ROUNDS EPOCHS],
# default 32 64 5 20.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
home=${GRAFT_HOME:-$here/../target/graft}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -xzf "$here/../examples/mnist-small.tar.gz" -C "$folder"
OMP_NUM_THREADS=$(nproc) OMP_WAIT_POLICY=PASSIVE OPENBLAS_NUM_THREADS=1 java -Xmx1g -XX:+UseSerialGC \
    -Dorg.bytedeco.javacpp.cachedir="$home/worker/cache" -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
    -cp "$home/worker/lib/*" "$here/TrainingSpeed.java" "$folder/train" "${1:-32}" "${2:-64}" "${3:-5}" "${4:-20}"

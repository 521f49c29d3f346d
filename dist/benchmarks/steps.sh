#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Training steps of torchkit against PyTorch from Python: same networks, batches and threads, by turns. Usage: steps.sh [ROUNDS], default 3
# (needs Debian's python3-torch and python3-torchvision)
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
home=${GRAFT_HOME:-$here/../target/graft}
threads=$(nproc)
rounds=${1:-3}
export OMP_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS=1

ours() {
    OMP_WAIT_POLICY=PASSIVE java -Xmx512m -XX:+UseSerialGC -Dorg.bytedeco.javacpp.cachedir="$home/worker/cache" \
        -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$home/worker/lib/*" "$here/StepSpeed.java" "$@" "$threads"
}

# compare NETWORK SIDE BATCH STEPS
compare() {
    round=1
    while [ "$round" -le "$rounds" ]; do
        java_rate=$(ours "$@")
        python_rate=$(/usr/bin/python3 "$here/steps.py" "$@" "$threads")
        awk -v name="$1" -v side="$2" -v ours="$java_rate" -v theirs="$python_rate" \
            'BEGIN { printf "%-16s %4d px   torchkit %7.1f images/s   Python %7.1f images/s   ratio %.2f\n", name, side, ours, theirs, ours / theirs }'
        round=$((round + 1))
    done
}

compare resnet_18 64 64 12
compare resnet_18 224 16 5
compare efficientnet-b0 64 32 10

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Weight files written by PyTorch from Python, loaded by name, and the logits of both compared. Usage: weights.sh (needs Debian's
# python3-torch and python3-torchvision)
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
home=${GRAFT_HOME:-$here/../target/graft}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 "$here/weights.py" "$folder"
OMP_NUM_THREADS=$(nproc) OPENBLAS_NUM_THREADS=1 java -Xmx2g -Dorg.bytedeco.javacpp.cachedir="$home/worker/cache" \
    -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$home/worker/lib/*" "$here/WeightsCheck.java" "$folder"

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The memory of a long training, and the figures of one whose worker is killed again and again. Usage: recovery.sh [EPOCHS KILLED KILLS],
# default 200 8 3: epochs of the long one, epochs of the killed one, kills.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
home=${GRAFT_HOME:-$here/../target/graft}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/digits" "$folder/plugin"
tar -xzf "$here/../examples/mnist-small.tar.gz" -C "$folder/digits"
(cd "$folder/plugin" && jar xf "$(ls "$here"/../../plugins/classification-pyt/target/graft-classification-pyt-*.zip)")
path="$folder/plugin/lib/*:$home/worker/lib/*"
OMP_NUM_THREADS=$(nproc) OMP_WAIT_POLICY=PASSIVE OPENBLAS_NUM_THREADS=1 java -Xmx256m -Dorg.bytedeco.javacpp.cachedir="$home/worker/cache" \
    -Drecovery.classpath="$path" -cp "$home/worker/lib/*" "$here/Recovery.java" "$folder/digits" "$folder" "${1:-200}" "${2:-8}" "${3:-3}"

# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# For the other scripts: runs a class of this folder against a server of its own on a temporary folder.

home=$(CDPATH='' cd "${GRAFT_HOME:-$here/../../target/graft}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# run_live CLASS [ARGUMENT...]
run_live() {
    class=$1
    shift
    mkdir "$folder/digits" "$folder/server"
    tar -xzf "$home/examples/mnist-small.tar.gz" -C "$folder/digits"
    (cd "$folder" && jar xf "$home/app/graft.war" WEB-INF/lib)
    path="$home/cli/*:$folder/WEB-INF/lib/*"
    javac -proc:none -d "$folder/classes" -cp "$path" "$here/LiveServer.java" "$here/$class.java"
    java -cp "$folder/classes:$path" "$class" "$home" "$folder/server" "$folder/digits" "$@"
}

#!/bin/sh
# How it was done before there were stages: build an image, take the
# file out, build a second image.
set -e
docker build -f build.Dockerfile -t hello-builder .
docker create --name hello-builder hello-builder
mkdir -p out
docker cp hello-builder:/hello out/hello
docker rm hello-builder
docker build -f run.Dockerfile -t hello-by-script .

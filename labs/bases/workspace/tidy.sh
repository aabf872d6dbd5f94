#!/bin/sh
# Takes away what no learner needs here and what could only be misused.
set -eu
# No key of this image may ever be a host key: each session brings its own.
rm -f /etc/ssh/ssh_host_*
# A set-user-id program is a way to root, and nobody here has to become another user.
find / -xdev -type f -perm /6000 -exec chmod ug-s {} +
test -x /usr/libexec/docker/cli-plugins/docker-buildx
docker completion bash > /usr/share/bash-completion/completions/docker

#!/bin/sh
# Install packages of the distribution, as root or through sudo; says what to do otherwise.
set -e
if ! command -v apt-get >/dev/null; then
  echo "Please install: $* (apt-get is not available here)" >&2
  exit 1
fi
run=""
if [ "$(id -u)" -ne 0 ]; then
  run="sudo"
fi
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -qq -y --no-install-recommends "$@"
